// npm run bench: measurements of the engine and of the built app (test/bench). Not part of npm test.
//   npm run bench -- --json      stdout is one JSON document: a section a bench file
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runTestsInElectron } from './steps/checks.mjs';
import { out } from './steps/paths.mjs';
import { main } from './steps/say.mjs';

const json = process.argv.includes('--json');
const results = join(out, 'bench.json');

await main(async () => {
  rmSync(results, { force: true });
  process.env.CHOKEPOINT_BENCH = results;
  const { passed, failed } = await runTestsInElectron('bench');
  const measured = readFileSync(results, 'utf8');
  process.stdout.write(json ? measured : `${measured}${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
});
