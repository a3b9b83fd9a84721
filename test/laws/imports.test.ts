/** The import table: which file may import what. A new room or package is a line here, on purpose. */

import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** engine/, from the bottom up: a file imports from its own row or a lower one. */
const engineRows: readonly (readonly string[])[] = [
  ['messages', 'quantity', 'quantity-text', 'diagnostics', 'zod', 'version'],
  ['formula', 'explain'],
  ['types', 'metrics', 'formats', 'calibration-schema'],
  ['catalog', 'formulas'],
  ['kernel-choice', 'profiles', 'stacks'],
  ['plan'],
  ['optimizations'],
  [
    'resolve',
    'article',
    'time',
    'overlap',
    'rollup',
    'pass-sums',
    'pass-seconds',
    'memory',
    'serving',
    'cost',
    'verdict',
  ],
  ['evaluate', 'evaluate-article'],
  ['explore', 'validate', 'fit', 'decide', 'simulate'],
  ['charts'],
  ['notebook'],
  ['document'],
  ['index'],
];

/** Packages that each room may import; `node:` stands for all of Node. */
const packages: Readonly<Record<string, readonly string[]>> = {
  engine: ['yaml', 'zod'],
  // The virtual one is a text that the bundler makes (scripts/steps/live-charts.mjs).
  app: ['node:', 'yaml', 'zod', 'mathup', '@fontsource-variable', 'virtual:live-charts'],
  renderer: ['react', 'react-dom', '@fontsource', '@fontsource-variable', 'marked', 'mathup', 'yaml'],
};

/** Packages with one room of their own. */
const confined: readonly { readonly package: RegExp; readonly only: RegExp }[] = [
  { package: /^electron$/, only: /^app\/(main|preload|window|menu|paper)\.ts$/ },
  { package: /^better-sqlite3$/, only: /^app\/history\// },
  { package: /^monaco-(editor|yaml)/, only: /^renderer\/(editor\.ts|editor\/|.*\.worker\.ts)/ },
  { package: /^(pptxgenjs|jszip)$/, only: /^app\/export\// },
  { package: /^vega(-|$)/, only: /^(renderer\/charts\/view\.ts|renderer\/live\/|app\/html\/|app\/export\/)/ },
];

interface Import {
  readonly file: string;
  readonly line: number;
  readonly target: string;
}

const files = globSync(['engine/**/*.{ts,tsx}', 'app/**/*.{ts,tsx}', 'renderer/**/*.{ts,tsx}'], { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .sort();

const importing =
  /(?:^|\n)\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(importing)].map((match) => ({
    file,
    line: text.slice(0, match.index).split('\n').length,
    target: match[1] ?? match[2] ?? '',
  }));
}

const imports = files.flatMap(importsOf);
const isOwn = ({ target }: Import) => target.startsWith('.');
/** The path of an import of our own, from the root of the repository: engine/quantity. */
const pathOf = ({ file, target }: Import) => relative(root, join(root, dirname(file), target)).replaceAll('\\', '/');
const roomOf = (path: string) => path.split('/')[0] ?? '';
const say = (one: Import) => `${one.file}:${one.line} imports ${isOwn(one) ? pathOf(one) : one.target}`;

function rowOf(path: string): number {
  const name = (path.split('/')[1] ?? '').replace(/\.tsx?$/, '');
  return engineRows.findIndex((row) => row.includes(name === '' ? 'index' : name));
}

describe('imports go one way', () => {
  test('engine imports nothing of app or renderer; app nothing of renderer; renderer only the contract', () => {
    const wrong = imports.filter(isOwn).filter((one) => {
      const [from, to] = [roomOf(one.file), roomOf(pathOf(one))];
      if (from === to) return false;
      if (from === 'app') return to !== 'engine' && to !== 'scenarios' && to !== 'package.json';
      if (from === 'renderer') return pathOf(one) !== 'app/contract';
      return true;
    });
    expect(wrong.map(say)).toEqual([]);
  });

  test('from outside, the engine has one door', () => {
    const wrong = imports.filter(isOwn).filter((one) => {
      const path = pathOf(one);
      return roomOf(one.file) !== 'engine' && roomOf(path) === 'engine' && path !== 'engine' && path !== 'engine/index';
    });
    expect(wrong.map(say)).toEqual([]);
  });

  test('inside engine, a file imports from its own row or a lower one', () => {
    const own = imports.filter((one) => roomOf(one.file) === 'engine' && isOwn(one));
    const unknown = own.flatMap((one) => [one.file, pathOf(one)]).filter((path) => rowOf(path) < 0);
    expect([...new Set(unknown)]).toEqual([]);
    expect(own.filter((one) => rowOf(one.file) < rowOf(pathOf(one))).map(say)).toEqual([]);
  });

  test('no file imports itself through others', () => {
    expect(circles()).toEqual([]);
  });
});

describe('packages stay in their rooms', () => {
  test('each room imports only its packages', () => {
    const wrong = imports
      .filter((one) => !isOwn(one) && !confined.some(({ package: name }) => name.test(one.target)))
      .filter((one) => !(packages[roomOf(one.file)] ?? []).some((name) => isPackage(one.target, name)));
    expect(wrong.map(say)).toEqual([]);
  });

  test.each(confined)('$package only in $only', ({ package: name, only }) => {
    expect(imports.filter((one) => name.test(one.target) && !only.test(one.file)).map(say)).toEqual([]);
  });
});

test('the table reads files at all', () => {
  expect(imports.length).toBeGreaterThan(20);
});

function isPackage(target: string, name: string): boolean {
  return target === name || target.startsWith(name.endsWith(':') ? name : `${name}/`);
}

/** Circles of value imports among our own files; types alone may refer to each other. */
function circles(): readonly string[] {
  const edges = new Map(files.map((file) => [file, valueImports(file)]));
  const found: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      found.push([...path.slice(path.indexOf(file)), file].join(' → '));
      return;
    }
    state.set(file, 'open');
    for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of files) visit(file, []);
  return found;
}

function valueImports(file: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(importing)]
    .filter((match) => !/^\s*(import|export)\s+type\s/.test(match[0]) && (match[1] ?? match[2])?.startsWith('.'))
    .map((match) => pathOf({ file, line: 0, target: match[1] ?? match[2] ?? '' }))
    .flatMap(
      (path) =>
        [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find((candidate) => files.includes(candidate)) ?? [],
    );
}
