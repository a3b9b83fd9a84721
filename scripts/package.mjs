// npm run package: the app as people get it, under release/: an unpacked folder and this system's archive, then a smoke run of
// it. With the fallback runtime it is a trial of the packaging, not something to hand on: that is what `npm run release` is for.
import { bundleApp } from './steps/bundle-app.mjs';
import { readyForDesktop } from './steps/ready.mjs';
import { main, say } from './steps/say.mjs';
import { smokePackaged } from './steps/smoke.mjs';

await main(async () => {
  const { executable, made } = await bundleApp(await readyForDesktop());
  if (executable) await smokePackaged(executable);
  say(`· made:\n${made.map((path) => `    ${path}`).join('\n')}`);
});
