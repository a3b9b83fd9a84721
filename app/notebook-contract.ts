/** Calls about an open notebook beyond running it: changes of its structure, what levers bring, charts that try other designs. */

import { z } from 'zod';
import { cellId, look, ours, path, text } from './call-parts';
import type {
  LeverGain,
  Restructured,
  ShownChain,
  ShownChart,
  ShownClaim,
  ShownFramework,
  ShownHelp,
  ShownLever,
  Text,
} from '../engine';

const kind = z.string().max(100);
/** Metrics, fields and values as they are written. */
const name = z.string().max(200);
const place = { text, cell: cellId, folder: path.optional() };

export interface ChartAnswer {
  /** Null where the cell cannot have it. */
  readonly chart: ShownChart | null;
  /** Why there is none. */
  readonly reason?: Text;
}

interface Choice {
  readonly id: string;
  readonly title: Text;
}

export const notebookContract = {
  /** One change of the whole notebook; refused in words where a name is taken or cannot be. */
  'notebook.restructure': {
    in: z.object({
      text,
      change: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('rename'), cell: cellId, name: z.string().max(200) }),
        z.object({
          kind: z.literal('insert'),
          below: cellId.exactOptional(),
          cell: kind,
          body: text,
          branch: cellId.exactOptional(),
          /** Else it is called as its kind; a name that is taken gets a number. */
          name: cellId.exactOptional(),
        }),
        z.object({ kind: z.literal('convert'), cell: cellId, to: kind }),
        z.object({ kind: z.literal('paste'), below: cellId.exactOptional(), text }),
      ]),
    }),
    out: ours<Restructured>(),
  },
  /** A cell's YAML laid out the house way; the same text where it cannot be. */
  'notebook.format': { in: z.object({ body: text }), out: ours<{ readonly body: string }>() },

  /** What each lever brings at a cell. Null when another question came before all were told. */
  'notebook.levers': { in: z.object(place), out: ours<{ readonly levers: readonly LeverGain[] | null }>() },

  /** The levers that are off, ranked by what each would bring to `metric`. Null where the cell has no whole design. */
  'notebook.help': { in: z.object({ ...place, metric: name }), out: ours<{ readonly help: ShownHelp | null }>() },
  /** What each cell of the chain adds, and each lever carries. `chain` is null where nothing stands before the cell. */
  'notebook.chain': {
    in: z.object({ ...place, metric: name, look }),
    out: ours<{ readonly chain: ShownChain | null; readonly leftOut: readonly ShownLever[] }>(),
  },
  /** Every lever on the article's map at a cell. Null where the cell has no whole design. */
  'notebook.framework': {
    in: z.object({ ...place, metric: name }),
    out: ours<{ readonly framework: ShownFramework | null }>(),
  },
  /**
   * What is reported beside what is computed: of one lever, else of those that the cell switches on. Without a text at the
   * shipped sample, without a cell at the headline.
   */
  'notebook.claims': {
    in: z.object({
      text: text.optional(),
      cell: cellId.optional(),
      folder: path.optional(),
      lever: z.string().max(100).optional(),
    }),
    out: ours<{ readonly claims: readonly ShownClaim[]; readonly cell?: string; readonly title: string }>(),
  },

  /** What charts and curves a cell can have. */
  'notebook.choices': {
    in: z.object(place),
    out: ours<{
      readonly charts: readonly Choice[];
      readonly metrics: readonly Choice[];
      readonly fields: readonly Choice[];
    }>(),
  },
  /** A chart by name that tries other designs than the cell's. */
  'notebook.chart': {
    in: z.object({ ...place, chart: z.enum(['frontier', 'cost', 'context']), look }),
    out: ours<ChartAnswer>(),
  },
  /** Any metric against any field; `values` as a cell would write them, else around what it says now. */
  'notebook.curve': {
    in: z.object({ ...place, metric: name, field: name, values: z.array(name).min(1).max(200).exactOptional(), look }),
    out: ours<ChartAnswer>(),
  },
} as const satisfies Record<string, { in: z.ZodType; out: z.ZodType }>;
