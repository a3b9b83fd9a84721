/** explain: the derivation of one number, down to the catalog. */

import { describe, diagnostic, explainText, type Q } from '../../engine';
import { figureIn } from '../handlers/find';
import { Refusal } from '../outcome';
import type { Call, Command } from './command';
import { inEnglish, jsonText } from './json';
import { fidelityOption, runFile } from './run-notebook';

/** As deep as one can still read on a terminal. */
const shownDepth = 4;

export const explain: Command = {
  name: 'explain',
  usage: 'FILE CELL METRIC',
  summary: { en: 'the derivation of one number, down to its sources', zh: '一个数字的推导，直到来源' },
  options: {
    fidelity: fidelityOption,
    depth: {
      value: 'N',
      meaning: {
        en: `so many levels (${shownDepth} if unsaid); --json gives all`,
        zh: `展开层数（默认 ${shownDepth}）；--json 全部展开`,
      },
    },
  },
  least: 3,
  most: 3,
  act: async (call) => {
    const [file = '', cell = '', metric = ''] = call.words;
    const { run } = await runFile(call, file);
    const figure = figureIn(run, cell, metric);
    if (call.json) call.console.out(jsonText(tree(metric, figure)));
    else call.console.out(explainText(figure, call.language, depthOf(call)));
    return 0;
  },
};

function depthOf(call: Call): number {
  const [text] = call.values('depth');
  if (text === undefined) return shownDepth;
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw new Refusal(diagnostic('usage.bad-value', { name: '--depth', value: text, known: '0, 1, 2 …' }));
}

interface Branch {
  readonly metric: string;
  readonly title: unknown;
  readonly value: number | null;
  readonly unit: string;
  readonly trust?: string;
  readonly missing?: readonly string[];
  readonly formula: string | null;
  readonly values?: string;
  readonly cite?: string;
  readonly erratum?: unknown;
  readonly inputs: readonly Branch[];
  readonly source: unknown;
  /** Told in full above. */
  readonly see?: string;
}

/** The whole derivation. A number that occurs twice is told once: its second mention has no inputs but says where they are. */
function tree(metric: string, root: Q): Branch {
  const told = new Map<Q, string>();
  const branch = (key: string, path: string, q: Q): Branch => {
    const { title, value, unit, trust, missing, formula, source, inputs } = describe(q);
    const origin = q.origin;
    const seen = told.get(q);
    if (origin.kind === 'derived' && seen === undefined) told.set(q, path);
    const below = origin.kind === 'derived' && seen === undefined ? origin.inputs : {};
    return {
      metric: key,
      title: inEnglish(title),
      value,
      unit,
      ...(trust ? { trust } : {}),
      ...(missing.length > 0 ? { missing } : {}),
      formula: formula ? formula.symbols : null,
      ...(formula ? { values: formula.values } : {}),
      ...(formula?.cite ? { cite: formula.cite } : {}),
      ...(formula?.erratum ? { erratum: inEnglish(formula.erratum) } : {}),
      inputs: inputs.flatMap((input) => {
        const next = below[input.key];
        return next ? [branch(input.key, `${path}/${input.key}`, next)] : [];
      }),
      source: source ? inEnglish(source) : null,
      ...(seen === undefined ? {} : { see: seen }),
    };
  };
  return branch(metric, metric, root);
}
