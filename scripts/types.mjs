// npm run types: the native compiler over each project. (The package named `typescript` is the JavaScript API of 6.x, for ESLint.)
import { checkTypes } from './steps/checks.mjs';
import { install } from './steps/install.mjs';
import { main } from './steps/say.mjs';

await main(async () => {
  await install();
  return (await checkTypes()) ? 0 : 1;
});
