// npm run bench: Measurements of the built app and the engine (test/bench). Not part of npm test.
import { runTestsInElectron } from './steps/checks.mjs';
import { main } from './steps/say.mjs';

await main(async () => {
  const { passed, failed } = await runTestsInElectron('bench');
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
});
