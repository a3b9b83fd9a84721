// Where things are: the clone, and the cache that outlives node_modules.
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const modules = join(root, 'node_modules');
export const out = join(root, 'out');

/** The folder from which the person asked: npm changes into the clone and leaves the former one in INIT_CWD. */
export const askedFrom = process.cwd() === root ? (process.env.INIT_CWD ?? root) : process.cwd();

/** Set-up products that cost minutes and depend on versions only: CHOKEPOINT_CACHE, else the user's cache folder. */
export const cache =
  process.env.CHOKEPOINT_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'chokepoint');

export const packageJson = () => JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The locked entry of a dependency: {version, integrity, …}. */
export function locked(name) {
  return JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages[`node_modules/${name}`];
}

/** The text of a small file, or undefined where there is none. */
export function textOf(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
