// npm test: from a bare clone: types, lint, unit (with the import table and the golden figures), then the end-to-end tests in
// real Electron. Its last line is `N passed, N failed`.
//   npm test -- unit | e2e         one of the two only, without types and lint
import { hasDisplay, withDisplay } from './steps/display.mjs';
import { checkStyle, checkTypes, runTests } from './steps/checks.mjs';
import { switches } from './steps/electron.mjs';
import { install } from './steps/install.mjs';
import { readyForDesktop } from './steps/ready.mjs';
import { main, say, step } from './steps/say.mjs';

const only = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const wanted = (name) => only.length === 0 || only.includes(name);

await main(async () => {
  await install();
  const results = [];
  if (wanted('types')) results.push(asCount(await step('types', checkTypes)));
  if (wanted('lint')) results.push(asCount(await step('lint and format', checkStyle)));
  if (wanted('unit')) results.push(await step('unit tests', () => runTests('unit')));
  if (wanted('e2e')) results.push(await endToEnd());
  const sum = (of) => results.reduce((total, result) => total + result[of], 0);
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
  return sum('failed') === 0 ? 0 : 1;
});

// A clean check is no test; a dirty one fails the run.
function asCount(clean) {
  return { passed: 0, failed: clean ? 0 : 1 };
}

async function endToEnd() {
  const runtime = await readyForDesktop();
  return withDisplay((env) => {
    say(`· end-to-end tests in Electron ${runtime.version}`);
    return step('end-to-end tests', () =>
      runTests('e2e', {
        env: {
          ...env,
          CHOKEPOINT_E2E_ELECTRON: runtime.executable,
          CHOKEPOINT_E2E_SWITCHES: JSON.stringify(switches(!hasDisplay())),
        },
      }),
    );
  });
}
