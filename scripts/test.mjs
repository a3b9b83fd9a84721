// npm test: from a bare clone: types, lint, unit (with the import table and the golden figures), then the end-to-end tests in
// real Electron. Its last line is `N passed, N failed`.
//   npm test -- unit | e2e         one of the two only, without types and lint
import { checkStyle, checkTypes, runTests, runTestsInElectron } from './steps/checks.mjs';
import { install } from './steps/install.mjs';
import { main, step } from './steps/say.mjs';

const only = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const wanted = (name) => only.length === 0 || only.includes(name);

await main(async () => {
  await install();
  const results = [];
  if (wanted('types')) results.push(asCount(await step('types', checkTypes)));
  if (wanted('lint')) results.push(asCount(await step('lint and format', checkStyle)));
  if (wanted('unit')) results.push(await step('unit tests', () => runTests('unit')));
  if (wanted('e2e')) results.push(await runTestsInElectron('e2e'));
  const sum = (of) => results.reduce((total, result) => total + result[of], 0);
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
  return sum('failed') === 0 ? 0 : 1;
});

// A clean check is no test; a dirty one fails the run.
function asCount(clean) {
  return { passed: 0, failed: clean ? 0 : 1 };
}
