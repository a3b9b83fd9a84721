import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { liveCharts } from './scripts/steps/live-charts.mjs';

const at = (path: string) => resolve(import.meta.dirname, path);

// Set by hand, for the oldest runtime that we start on (the fallback Electron 33): electron-vite would take them from the
// installed electron package, which is newer.
const node = 'node20.18';
const chrome = 'chrome130';

/** The engine does nothing when it is loaded, but for setting zod up: main, which uses its messages only, need not carry the rest. */
const doesSomething = (id: string) => !id.startsWith(at('engine')) || id === at('engine/zod.ts');

const main = {
  plugins: [liveCharts()],
  build: {
    target: node,
    outDir: at('out/main'),
    rolldownOptions: {
      treeshake: { moduleSideEffects: doesSomething },
      input: {
        index: at('app/main.ts'),
        engine: at('app/engine-worker.ts'),
        cli: at('app/cli.ts'),
        sweep: at('app/sweep-worker.ts'),
      },
    },
  },
};

// A sandboxed preload can only be CommonJS, in one file.
const preload = {
  build: {
    target: node,
    outDir: at('out/preload'),
    externalizeDeps: false,
    rolldownOptions: {
      input: { preload: at('app/preload.ts') },
      output: { format: 'cjs' as const, entryFileNames: '[name].cjs' },
    },
  },
};

const renderer = {
  root: at('renderer'),
  base: '/',
  plugins: [react()],
  worker: { format: 'es' as const },
  resolve: {
    // monaco-worker-manager (inside monaco-yaml's worker) still imports the path of older Monaco versions.
    alias: { 'monaco-editor/esm/vs/editor/editor.worker.js': 'monaco-editor/editor/editor.worker.js' },
  },
  build: {
    target: chrome,
    outDir: at('out/renderer'),
    emptyOutDir: true,
    minify: true,
    rolldownOptions: { input: { index: at('renderer/index.html') } },
  },
};

// scripts/steps/build.mjs builds only what is stale: CHOKEPOINT_PARTS names it.
const parts = process.env['CHOKEPOINT_PARTS'] ?? 'main,renderer';

export default defineConfig({
  ...(parts.includes('main') && { main, preload }),
  ...(parts.includes('renderer') && { renderer }),
});
