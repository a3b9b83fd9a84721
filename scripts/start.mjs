// npm start: sets up what is missing, then opens the workbench on the sample notebook.
//   npm start -- FILE.bench.md     opens that notebook
//   npm start -- --smoke DIR       opens the sample, waits for every chart, writes DIR/screenshot.png and DIR/smoke.json
// With no display it runs the sample headless instead.
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { hasDisplay, withDisplay } from './steps/display.mjs';
import { runApp } from './steps/electron.mjs';
import { runHeadless } from './steps/headless.mjs';
import { askedFrom, root } from './steps/paths.mjs';
import { readyForCommandLine, readyForDesktop } from './steps/ready.mjs';
import { main, say } from './steps/say.mjs';

const args = process.argv.slice(2);
const smoke = args.includes('--smoke');

await main(async () => {
  if (smoke) forgetFormerSmoke();
  if (!smoke && !hasDisplay()) return headless();
  const runtime = await readyForDesktop();
  return withDisplay(async (env) => {
    if (!smoke) say('· opening the workbench');
    return (await runApp({ runtime, env, virtualDisplay: !hasDisplay(), args })).code;
  });
});

async function headless() {
  const [file = join(root, 'scenarios', 'h20-decode.bench.md')] = args.filter((argument) => !argument.startsWith('-'));
  say('· no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): running the notebook without a window');
  await readyForCommandLine();
  return runHeadless(file);
}

// A run that fails before its window opens must not leave the good report of a former one behind.
function forgetFormerSmoke() {
  const folder = resolve(askedFrom, args[args.indexOf('--smoke') + 1] ?? 'smoke');
  for (const name of ['smoke.json', 'screenshot.png']) rmSync(join(folder, name), { force: true });
}
