import { join } from 'node:path';
import { root } from './paths.mjs';

/** The folder with the small app that lets the fallback runtime start a folder: `electron DIR`. */
export const devLoader = () => join(root, 'scripts', 'dev-loader');
