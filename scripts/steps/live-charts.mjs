// A plugin for Vite: `virtual:live-charts` is the script of renderer/live, bundled with Vega into one text that an exported page carries.
import { join } from 'node:path';
import { build } from 'vite';
import { root } from './paths.mjs';

const id = 'virtual:live-charts';
const resolved = `\0${id}`;

export function liveCharts() {
  let made;
  return {
    name: 'chokepoint:live-charts',
    resolveId: (source) => (source === id ? resolved : undefined),
    load: async (source) => {
      if (source !== resolved) return undefined;
      made ??= bundled();
      return `export default ${JSON.stringify(await made)};`;
    },
  };
}

async function bundled() {
  const result = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      write: false,
      minify: true,
      target: 'es2022',
      lib: { entry: join(root, 'renderer', 'live', 'page.ts'), formats: ['iife'], name: 'live' },
    },
  });
  const [{ output }] = Array.isArray(result) ? result : [result];
  const [{ code }] = output;
  // Inside a script element nothing may look like its end.
  return code.trim().replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
}
