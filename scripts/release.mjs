// npm run release: packaging for people. Only with the official Electron of package.json and better-sqlite3's own binary.
import { bundleApp } from './steps/bundle-app.mjs';
import { electronVersion, install } from './steps/install.mjs';
import { readyForDesktop } from './steps/ready.mjs';
import { Stop, main, say } from './steps/say.mjs';
import { smokePackaged } from './steps/smoke.mjs';

await main(async () => {
  await install();
  const runtime = await readyForDesktop({ allowFallback: false });
  if (runtime.version !== electronVersion()) {
    throw new Stop(`A release needs Electron ${electronVersion()}; this runtime is ${runtime.version}.`);
  }
  const { executable, made } = await bundleApp(runtime);
  if (executable) await smokePackaged(executable);
  say(`· made:\n${made.map((path) => `    ${path}`).join('\n')}`);
});
