/** Many designs at once: a cross product of what is varied, the best of them, and the frontier. */

import { diagnostic, type Diagnostic, type Text } from '../../diagnostics';
import { operate } from '../../explore/operating-point';
import { designer, type Axis } from '../../explore/space';
import { estimate } from '../../explore/sweep-estimate';
import { frontierMetrics, sizeOf, sweeper, type Bound, type Sweep } from '../../explore/sweep';
import { Summary, type SweepSummary } from '../../explore/sweep-summary';
import { metrics as metricInfo } from '../../metrics';
import { show } from '../../quantity-text';
import type { Design, MetricName } from '../../types';
import { boundsShape } from '../bounds';
import { reference, viewing, type Kind, type Known, type Scope, type Seen, type Source } from '../kind';
import { choice } from '../scalars';
import { field, list } from '../shape';
import { axesShape, productText } from '../sweep-axes';
import { writtenFigure } from '../show';
import { shownSweep, sweepTables } from '../sweep-shown';
import { cost } from './cost';
import { hardware } from './hardware';
import { model } from './model';
import { optimizations } from './optimizations';
import { parallelism } from './parallelism';
import { workload } from './workload';

/** Their fields can be varied. */
const varied: readonly Kind[] = [hardware, model, workload, parallelism, optimizations, cost];

const design = field('design', reference, {
  title: { en: 'Design', zh: '设计' },
  meaning: { en: 'The cell whose design is varied', zh: '以该单元的设计为基础' },
});
const best = field('best', choice(Object.keys(metricInfo)), {
  title: { en: 'Best', zh: '选优指标' },
  meaning: { en: 'The figure that the best point is best at', zh: '以该指标选出最佳点' },
  standard: 'cost.per_output_token, or serving.throughput_per_card without a price',
});
const metrics = field('metrics', list(choice(Object.keys(metricInfo))), {
  title: { en: 'Metrics', zh: '指标' },
  meaning: { en: 'Further figures of each point', zh: '每个点另外给出的指标' },
});

const usual: readonly MetricName[] = [
  frontierMetrics.less,
  'serving.ttft',
  frontierMetrics.more,
  'serving.throughput_per_card',
  'memory.fill',
];

const words = {
  vary: {
    title: { en: 'Vary', zh: '变量' },
    meaning: {
      en: 'Fields of design cells with the values to try; every combination is a point',
      zh: '设计单元的字段及其取值；每种组合为一个点',
    },
  },
  subject: {
    title: { en: 'Subject to', zh: '约束' },
    meaning: {
      en: 'Figures that a point must not pass, beside the SLO of its workload',
      zh: '除负载的 SLO 外，每个点不得超过的数值',
    },
  },
};

export const sweep: Kind = viewing(
  {
    id: 'sweep',
    title: { en: 'Sweep', zh: '扫描' },
    summary: {
      en: 'Tries every combination of the values given; finds the best, the frontier, and why points are left out',
      zh: '遍历所给取值的全部组合，给出最佳点、前沿及未计入的原因',
    },
    template: 'design: layout\nvary: {decode.ep: [8, 16], concurrency: [8 per card, 32 per card]}\n',
  },
  (known: Known) => {
    const vary = field('vary', axesShape(varied, known), words.vary);
    const subject = field('subject', boundsShape(known.money), words.subject);
    return {
      fields: [design, vary, subject, best, metrics],
      read: (taken) => {
        const base = taken.get(design);
        const axes = taken.get(vary);
        for (const needed of [design, vary])
          if (!taken.has(needed))
            taken.report(diagnostic('value.missing', { key: needed.key }, { at: taken.at(needed) }));
        const bounds = taken.get(subject) ?? [];
        const said = { best: taken.get(best), metrics: taken.get(metrics)?.map(({ value }) => value) ?? [] };
        if (!base || !axes) return undefined;
        return {
          reads: [base],
          view: (scope) => {
            const source = scope.read(base.id);
            if (!source) return { tables: [], metrics: new Map(), diagnostics: [] };
            return seen(sweepOf({ source, axes, bounds, ...said }), scope, base.id);
          },
        };
      },
    };
  },
);

interface Said {
  readonly source: Source;
  readonly axes: readonly Axis[];
  readonly bounds: readonly Bound[];
  readonly best: MetricName | undefined;
  readonly metrics: readonly MetricName[];
}

function sweepOf({ source, axes, bounds, best: chosen, metrics: more }: Said): Sweep {
  const space = { base: source.design, axes };
  const isPriced = designer(space)(0).cost.cardHour !== undefined;
  const target = chosen ?? (isPriced ? 'cost.per_output_token' : 'serving.throughput_per_card');
  const columns = [
    ...usual,
    ...(isPriced ? ['cost.per_output_token'] : []),
    target,
    ...bounds.map(({ metric }) => metric),
    ...more,
  ];
  return { space, subject: bounds, best: target, columns: [...new Set(columns)] };
}

function seen(made: Sweep, scope: Scope, base: string): Seen {
  const size = sizeOf(made);
  const lacks = lacking(designer(made.space)(0), scope);
  if (lacks)
    return laidOut(made, [
      diagnostic('sweep.base-incomplete', { id: base, what: lacks }, { path: ['sweep', 'design'] }),
    ]);
  if (size > scope.inlinePoints) {
    const time = scope.clock ? timeText(estimate(made, scope.catalog, scope.clock).seconds) : noTime;
    const axes = productText(made.space.axes);
    return laidOut(made, [
      diagnostic('sweep.large', { points: figure(size), axes, time, cell: scope.self }, { path: ['sweep', 'vary'] }),
    ]);
  }
  const summary = new Summary(made);
  summary.take(sweeper(made, scope.catalog).run(0, size));
  const { result } = summary;
  const shown = shownSweep(made, result);
  return {
    tables: sweepTables(shown),
    metrics: bestFigures(made, result, scope),
    diagnostics: [...troubles(made, result), ...onePrice(made)],
    sweep: { sweep: made, summary, shown },
  };
}

/** The figures of the best point with their derivations, so that they can be explained. */
function bestFigures(made: Sweep, { best: row }: SweepSummary, { catalog }: Scope): Seen['metrics'] {
  const operated = row && operate(designer(made.space)(row.point), catalog);
  return operated?.kind === 'case' ? operated.evaluation.metrics : new Map();
}

function laidOut(made: Sweep, diagnostics: readonly Diagnostic[]): Seen {
  const summary = new Summary(made);
  const shown = shownSweep(made, summary.result);
  return { tables: [], metrics: new Map(), diagnostics, sweep: { sweep: made, summary, shown } };
}

function lacking(first: Design, { catalog }: Scope): Text | undefined {
  const operated = operate(first, catalog, { limits: false });
  if (operated.kind !== 'incomplete') return undefined;
  const join = (language: keyof Text, by: string) => operated.lacks.map((each) => each[language]).join(by);
  return { en: join('en', ', '), zh: join('zh', '、') };
}

function troubles(made: Sweep, { fine, done, reasons, best: row }: SweepSummary): Diagnostic[] {
  const [main] = reasons;
  const path = { path: ['sweep', 'vary'] };
  if (fine === 0 && main) {
    const told = { points: figure(done), reason: main.reason.text, count: figure(main.count) };
    return [diagnostic('sweep.nothing', told, path)];
  }
  return row ? [] : [diagnostic('sweep.no-figure', { metric: made.best }, path)];
}

/** Chips that share a price are compared as if none were dearer. */
function onePrice({ space: { base, axes }, best: target }: Sweep): Diagnostic[] {
  const isByCost = metricInfo[target]?.unit === 'money';
  const variesPrice = axes.some(({ values }) => values.some(({ change }) => change(base).cost !== base.cost));
  const variesChip = axes.some(({ values }) => new Set(values.map(({ change }) => change(base).hardware.use)).size > 1);
  const { cardHour } = base.cost;
  if (!isByCost || variesPrice || !variesChip || !cardHour) return [];
  return [
    diagnostic('sweep.one-price', { price: writtenFigure(cardHour, base.currency) }, { path: ['sweep', 'vary'] }),
  ];
}

const noTime: Text = { en: 'more than an edit can wait for', zh: '超出一次编辑可等待的时间' };

/** "about 40 s on one core". */
export function timeText(seconds: number): Text {
  const [value, en, zh] =
    seconds < 90
      ? [seconds, 's', '秒']
      : seconds < 5400
        ? [seconds / 60, 'min', '分钟']
        : seconds < 129_600
          ? [seconds / 3600, 'h', '小时']
          : [seconds / 86_400, 'days', '天'];
  const rounded = figure(Math.max(1, Math.round(value)));
  return { en: `about ${rounded} ${en} on one core`, zh: `单核约 ${rounded} ${zh}` };
}

function figure(count: number): string {
  return show(count, '1', 15).text;
}
