// npm run build: the bundles, where they are stale.
import { build } from './steps/build.mjs';
import { install } from './steps/install.mjs';
import { main } from './steps/say.mjs';

await main(async () => {
  await install();
  await build();
});
