// npm run soak: Long runs of the built app (test/soak). Not part of npm test.
import { runTestsInElectron } from './steps/checks.mjs';
import { main } from './steps/say.mjs';

await main(async () => {
  const { passed, failed } = await runTestsInElectron('soak');
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
});
