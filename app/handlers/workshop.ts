/** What one process keeps between calls: the catalog, what earlier runs found, and the open history. */

import {
  createMemo,
  filesIn,
  engineVersion,
  run,
  standardCatalog,
  withEntries,
  type Catalog,
  type Diagnostic,
  type Fidelity,
  type Memo,
  type Run,
  type UserFile,
} from '../../engine';
import { resolve } from 'node:path';
import { openHistory, type History } from '../history/open';
import { patiently } from '../history/patience';
import { createJobBoard, type JobBoard } from '../jobs';
import { done, valueOf, type Outcome } from '../outcome';
import type { Ports } from '../ports';
import { createSimulations, type Simulations } from '../simulations';

export interface How {
  readonly fidelity?: Fidelity;
  readonly folder?: string;
  /** Nobody waits at the keyboard: long simulations are run, traces of any size are read. */
  readonly long?: boolean;
  /** A person waits at the keyboard: simulations are found if they were run, and not run. */
  readonly waits?: boolean;
  /** False while typing: the limits under the objectives are not searched for. */
  readonly limits?: boolean;
}

export interface Workshop {
  readonly ports: Ports;
  readonly engine: string;
  /** Long work, started by any handler. */
  readonly jobs: JobBoard;
  /** What came of simulations. */
  readonly simulations: Simulations;
  /** The shipped catalog with the person's own entries over it; a folder that cannot be read is a Refusal. */
  catalog(): Promise<Catalog>;
  /** What is wrong with the person's own entries. */
  catalogProblems(): Promise<readonly Diagnostic[]>;
  /** The files of the person's own entries, as they stand on the disk. */
  ownFiles(): Promise<readonly UserFile[]>;
  /** The files that a notebook names, by the path as it is written there; one that cannot be read is left out. */
  textsOf(paths: readonly string[], folder?: string): Promise<readonly (readonly [path: string, text: string])[]>;
  /** Reads the catalog again at its next use: an own entry changed. */
  restock(): void;
  /** `folder`: where the files that the notebook names are looked for. */
  run(text: string, how?: How): Promise<Run>;
  /**
   * A query of the history, which is opened at first use, and again after a failure. While another program writes to it the query waits, and
   * other calls go on. What cannot be done is a Refusal.
   */
  ask<T>(query: (history: History) => Outcome<T> | Promise<Outcome<T>>): Promise<T>;
  close(): void;
}

export function createWorkshop(ports: Ports): Workshop {
  let stock: Promise<Stock> | undefined;
  let history: History | undefined;
  const jobs = createJobBoard();
  const simulations = createSimulations();
  const stocked = (): Promise<Stock> => (stock ??= readStock(ports));
  return {
    ports,
    engine: engineVersion,
    jobs,
    simulations,
    catalog: async () => (await stocked()).catalog,
    catalogProblems: async () => (await stocked()).problems,
    ownFiles: () => readOwnFiles(ports),
    textsOf: async (paths, folder) => [...(await textsOf(ports, paths, folder))],
    restock: () => {
      stock = undefined;
    },
    run: async (text, { fidelity, folder, long, waits, limits } = {}) => {
      const { catalog, memo } = await stocked();
      return run(text, {
        catalog,
        memo,
        ...(await filesOf(ports, filesIn(text), folder)),
        clock: () => ports.stopwatch(),
        today: ports.now().toISOString().slice(0, 10),
        ...(fidelity === undefined ? {} : { fidelity }),
        ...(limits === undefined ? {} : { limits }),
        ...(long ? { inlineRequests: Number.POSITIVE_INFINITY } : waits ? { inlineRequests: 0 } : {}),
        simulations: { find: simulations.find, age: simulations.age() },
        open: (path: string) => ports.readPieces(resolve(folder ?? process.cwd(), path)),
      });
    },
    ask: async (query) =>
      valueOf(
        await patiently(() => {
          const opened = history ? done(history) : openHistory({ path: ports.database });
          if (!opened.ok) return opened;
          history = opened.value;
          return query(history);
        }),
      ),
    close: () => {
      jobs.stopAll();
      history?.close();
      history = undefined;
    },
  };
}

/** A larger one is a trace: read piece by piece when it is simulated, and not with every key. */
const mostAtOnce = 4e6;

async function filesOf(
  ports: Ports,
  paths: readonly string[],
  folder = process.cwd(),
): Promise<{ readonly files: ReadonlyMap<string, string>; readonly stamps: ReadonlyMap<string, string> }> {
  const stamps = new Map<string, string>();
  for (const path of paths) {
    const stamp = await ports.stampOf(resolve(folder, path));
    if (stamp && stamp.bytes > mostAtOnce) stamps.set(path, JSON.stringify(stamp));
  }
  const small = paths.filter((path) => !stamps.has(path));
  return { files: await textsOf(ports, small, folder), stamps };
}

/** A file that cannot be read is left out: the cell that names it says so. */
async function textsOf(
  ports: Ports,
  paths: readonly string[],
  folder = process.cwd(),
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const path of paths) {
    const read = await ports.readText(resolve(folder, path));
    if (read.ok) texts.set(path, read.value);
  }
  return texts;
}

/** A memo serves one catalog, so the two live together. */
interface Stock {
  readonly catalog: Catalog;
  readonly problems: readonly Diagnostic[];
  readonly memo: Memo;
}

async function readStock(ports: Ports): Promise<Stock> {
  const { catalog, diagnostics } = withEntries(standardCatalog(), await readOwnFiles(ports));
  return { catalog, problems: diagnostics, memo: createMemo() };
}

async function readOwnFiles({ catalogFolder, isCatalogNamed, readFolder }: Ports): Promise<readonly UserFile[]> {
  const read = await readFolder(catalogFolder, '.json');
  if (!read.ok && !isCatalogNamed && read.problem.code === 'file.no-folder') return [];
  return valueOf(read);
}
