/** The engine's side of a session, from the engine's own splitting and editing, without running the model. */

import type { In, NotebookAnswer, Out } from '../../app/contract';
import { split } from '../../engine/notebook/format';
import { setAt } from '../../engine/notebook/yaml-edit';
import type { Rpc } from '../../renderer/bridge';

export function answerTo({ revision, text }: In<'notebook.run'>): NotebookAnswer {
  const cells = split(text);
  let above: string | undefined;
  const startOf = (cell: (typeof cells)[number]): { from?: string } => {
    const from = cell.from ?? above;
    if (cell.kind === 'prose' || cell.kind === 'front') return {};
    above = cell.id;
    return from === undefined ? {} : { from };
  };
  return {
    revision,
    head: { title: 'test', fidelity: 'calibrated', runtime: 'engine', currency: 'USD', rates: [] },
    cells,
    results: cells.map((cell) => ({
      id: cell.id,
      kind: cell.kind,
      ...startOf(cell),
      status: 'ok',
      milliseconds: 0,
      diagnostics: [],
      tables: [],
    })),
    charts: {},
  };
}

interface Asked {
  readonly questions: In<'notebook.run'>[];
  readonly files: Map<string, string>;
  readonly rpc: Rpc;
}

/** Answers like the engine process does; `hold` delays each run until it resolves. */
export function answering(hold: (question: In<'notebook.run'>) => Promise<void> = () => Promise.resolve()): Asked {
  const questions: In<'notebook.run'>[] = [];
  const files = new Map<string, string>();
  const methods: { [M in 'notebook.run' | 'notebook.edit' | 'file.save']: (params: In<M>) => Promise<Out<M>> } = {
    'notebook.run': async (params) => {
      questions.push(params);
      await hold(params);
      return answerTo(params);
    },
    'notebook.edit': ({ body, path, value }) => Promise.resolve({ body: setAt(body, path, value) }),
    'file.save': ({ path, text }) => {
      files.set(path, text);
      return Promise.resolve({ path });
    },
  };
  const serve: Partial<Record<string, (params: never) => Promise<unknown>>> = methods;
  return {
    questions,
    files,
    rpc: async (method, params) => {
      const handler = serve[method];
      if (!handler) throw new Error(`no ${method} here`);
      return (await handler(params as never)) as never;
    },
  };
}
