/** Designs of this notebook side by side. */

import { metrics as metricInfo } from '../../metrics';
import { compareTable, headlineMetrics } from '../compare-table';
import { reference, viewing, type Source } from '../kind';
import { oneBatchNote, type AtBatch } from '../one-batch';
import { choice } from '../scalars';
import { field, list } from '../shape';

const cells = field('cells', list(reference), {
  title: { en: 'Cells', zh: '单元' },
  meaning: { en: 'The designs to set side by side, by the names of their cells', zh: '要并排比较的设计，按单元名' },
});
const metrics = field('metrics', list(choice(Object.keys(metricInfo))), {
  title: { en: 'Metrics', zh: '指标' },
  meaning: { en: 'Which figures to show, in this order', zh: '要显示的指标，按此顺序' },
  standard: 'the headline ones',
});

export const compare = viewing(
  {
    id: 'compare',
    title: { en: 'Compare', zh: '比较' },
    summary: {
      en: 'Designs side by side: what differs, and which is best at what',
      zh: '并排比较设计：差异何在，各自擅长什么',
    },
    template: 'cells: []\n',
  },
  () => ({
    fields: [cells, metrics],
    read: (taken) => {
      const named = (taken.get(cells) ?? []).map((each) => each.value);
      const chosen = taken.get(metrics)?.map((each) => each.value);
      return {
        reads: named,
        view: ({ read }) => {
          const sources = named.flatMap(({ id }) => read(id) ?? []);
          const note = oneBatchNote(sources.flatMap(batchOf));
          return {
            tables: [compareTable(sources, chosen ?? headlineMetrics)],
            metrics: new Map(),
            diagnostics: note ? [{ ...note, path: ['compare', 'cells'] }] : [],
          };
        },
      };
    },
  }),
);

/** A batch that the search found, or that arrivals make, is the design's own. */
function batchOf({ design, evaluation }: Source): AtBatch[] {
  if (!evaluation) return [];
  const { decode, workload } = evaluation.case;
  const perCard = workload.perCard.value;
  const isPinned = design.workload.concurrency?.kind === 'per-card' || design.workload.concurrency?.kind === 'total';
  return [{ chips: decode.chip.title, perCard, ...(isPinned ? {} : { most: perCard }) }];
}
