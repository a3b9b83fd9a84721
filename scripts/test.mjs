// npm test: from a bare clone: types, lint, unit (with the import table and the golden figures), then the end-to-end tests in
// real Electron. Its last line is `N passed, N failed`.
//   npm test -- unit | e2e         one of the two only, without types and lint
import { checkStyle, checkTypes, runTests, runTestsInElectron } from './steps/checks.mjs';
import { install } from './steps/install.mjs';
import { Stop, main, say, step } from './steps/say.mjs';

const only = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const wanted = (name) => only.length === 0 || only.includes(name);

const checks = {
  types: async () => asCount(await step('types', checkTypes)),
  lint: async () => asCount(await step('lint and format', checkStyle)),
  unit: () => step('unit tests', () => runTests('unit')),
  e2e: () => runTestsInElectron('e2e'),
};

await main(async () => {
  const results = [];
  if (await succeeds(install, results)) {
    for (const [name, check] of Object.entries(checks)) {
      if (wanted(name)) await succeeds(async () => results.push(await check()), results);
    }
  }
  const sum = (of) => results.reduce((total, result) => total + result[of], 0);
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
  return sum('failed') === 0 ? 0 : 1;
});

// A clean check is no test; a dirty one fails the run.
function asCount(clean) {
  return { passed: 0, failed: clean ? 0 : 1 };
}

// A step that cannot even be done (no network, a build that breaks) is one failure more, said in the place where it happened.
async function succeeds(work, results) {
  try {
    await work();
    return true;
  } catch (error) {
    say(error instanceof Stop ? error.message : error.stack);
    results.push(asCount(false));
    return false;
  }
}
