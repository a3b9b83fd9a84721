// Step 4, better-sqlite3's native part. Its prebuilt binary needs Node-API 10 (official Electron, Node 24). The fallback
// runtime has Node-API 9: there we compile the same sources with NAPI_EXPERIMENTAL, straight with gcc and g++ (no node-gyp, which
// would fetch headers from the network and take twice as long). The product is cached outside node_modules.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { node24, nodeHeaders } from './install.mjs';
import { once } from './once.mjs';
import { cache, locked, modules } from './paths.mjs';
import { installSystemPackages } from './platform.mjs';
import { has, run } from './run.mjs';
import { step } from './say.mjs';

const source = join(modules, 'better-sqlite3');
const installed = join(source, 'build', 'Release', 'better_sqlite3.node');

const common = ['-fPIC', '-DNDEBUG'];
// SQLite itself is the hot path (-O2); the C++ glue is the long compile and gains nothing above -O1.
const cFlags = ['-O2', ...common];
const cppFlags = [
  ...['-O1', '-std=c++20', '-fvisibility=hidden', ...common],
  ...['-DNAPI_EXPERIMENTAL', '-DNAPI_DISABLE_CPP_EXCEPTIONS', '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS'],
];
const linkFlags = ['-shared', '-s', '-Wl,-Bsymbolic', '-Wl,--exclude-libs,ALL'];

/** Puts the right binary where better-sqlite3 looks: our build for the fallback runtime, else none, so its own is used. */
export async function provideAddon({ fallback }) {
  if (!fallback && (await prebuiltWorks()))
    return rmSync(dirname(dirname(installed)), { recursive: true, force: true });
  const built = await once(join(cache, 'addon-lock'), cachedBuild);
  if (existsSync(installed) && readFileSync(installed).equals(readFileSync(built))) return undefined;
  mkdirSync(dirname(installed), { recursive: true });
  const fresh = `${installed}.${process.pid}`;
  copyFileSync(built, fresh);
  renameSync(fresh, installed); // atomic: a process that has the old one open keeps it
  return undefined;
}

async function prebuiltWorks() {
  const prebuilt = join(source, 'prebuilds', `${process.platform}-${process.arch}.node`);
  const program = `new (require('better-sqlite3'))(':memory:', {nativeBinding: ${JSON.stringify(prebuilt)}}).close()`;
  return (await run(node24(), ['-e', program], { cwd: dirname(modules) })).code === 0;
}

async function cachedBuild() {
  const identity = [
    locked('better-sqlite3').integrity,
    locked('node-addon-api').integrity,
    process.arch,
    cFlags,
    cppFlags,
    linkFlags,
  ];
  const key = createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 16);
  const product = join(cache, `better-sqlite3-${locked('better-sqlite3').version}-${key}.node`);
  if (existsSync(product)) return product;
  if (!((await has('gcc')) && (await has('g++')))) await installSystemPackages(['compiler'], 'a C++ compiler');
  await step('compiling better-sqlite3 for this runtime (about a minute, once)', () => compile(product));
  return product;
}

async function compile(product) {
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'addon-'));
  try {
    const defines = definesOf(join(source, 'deps', 'defines.gypi'));
    const [sqlite, glue, result] = ['sqlite3.o', 'better_sqlite3.o', 'better_sqlite3.node'].map((name) =>
      join(work, name),
    );
    const sqliteFolder = join(source, 'deps', 'sqlite3');
    const includes = [sqliteFolder, join(modules, 'node-addon-api'), nodeHeaders()].map((folder) => `-I${folder}`);
    await Promise.all([
      build('gcc', [...cFlags, ...defines, '-c', join(sqliteFolder, 'sqlite3.c'), '-o', sqlite]),
      build('g++', [...cppFlags, ...defines, ...includes, '-c', join(source, 'src', 'better_sqlite3.cpp'), '-o', glue]),
    ]);
    await build('g++', [...linkFlags, glue, sqlite, '-o', result, '-ldl', '-lpthread']);
    renameSync(result, product);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

// The upstream list of SQLite options: every quoted entry of its gyp file.
const definesOf = (file) =>
  [...readFileSync(file, 'utf8').matchAll(/'([A-Z0-9_]+(?:=[^']*)?)'/g)].map(([, define]) => `-D${define}`);

async function build(program, args) {
  const { code, stderr } = await run(program, args);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')}\n${stderr}`);
}
