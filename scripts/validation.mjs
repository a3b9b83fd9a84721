// npm run validation: writes docs/validation.md from the engine's own report. Judges nothing; test/published does.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { root } from './steps/paths.mjs';
import { main } from './steps/say.mjs';

await main(async () => {
  const load = async (path) =>
    (await runnerImport(join(root, path), { root, configFile: false, logLevel: 'error' })).module;
  const { validate } = await load('engine/validate/index.ts');
  const { validationPage } = await load('engine/validate/table.ts');
  mkdirSync(join(root, 'docs'), { recursive: true });
  writeFileSync(join(root, 'docs/validation.md'), validationPage(validate().report));
  return 0;
});
