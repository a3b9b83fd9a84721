// Stands in for Electron's own default app, which the fallback runtime lacks: `electron [switches] DIR [arguments]`.
// The import is awaited at top level: registering the app:// protocol must happen before Electron is ready.
import { app } from 'electron';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const at = process.argv.findIndex((argument, index) => index > 0 && !argument.startsWith('-'));
if (at < 0) {
  process.stderr.write('usage: electron [switches] DIR [arguments]\n');
  app.exit(2);
} else {
  const folder = resolve(process.argv[at]);
  const { main, name, productName, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  app.setAppPath(folder);
  app.setName(productName ?? name);
  app.setVersion(version);
  app.setPath('userData', join(app.getPath('appData'), productName ?? name));
  await import(pathToFileURL(join(folder, main)).href);
}
