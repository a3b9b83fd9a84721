/** Tables of a document that no cell shows by itself. */

import type { Text } from '../diagnostics';
import type { Help } from '../explore/what-would-help';
import { metrics as metricInfo } from '../metrics';
import { caseRows } from '../notebook/case-rows';
import type { ShownTable, TableCell } from '../notebook/result';
import { percent } from '../notebook/roi-words';
import { changeOf, fits, shownNumber } from '../notebook/show';
import type { Run } from '../notebook/run';
import { question, type Q } from '../quantity';
import { format } from '../quantity-text';
import type { Evaluation, Load, MetricName } from '../types';
import { measureWords, phaseWords, resourceWords, words } from './words';
import type { DocumentSource } from './document';
import type { Subject } from './subjects';

function text(said: Text | string | undefined): TableCell {
  if (said === undefined || said === '') return { kind: 'empty' };
  return { kind: 'text', text: typeof said === 'string' ? { en: said, zh: said } : said };
}

function number(
  q: Q | undefined,
  currency: string,
  more: Partial<Extract<TableCell, { kind: 'number' }>> = {},
): TableCell {
  return q ? { kind: 'number', number: shownNumber(q, currency), ...more } : { kind: 'empty' };
}

const noTitle: Text = { en: '', zh: '' };
const asText = { align: 'text' as const };
const asNumber = { align: 'number' as const };

/** What is asked of each design, a row an input. */
export function settingTable(subjects: readonly Subject[]): ShownTable {
  const rows = subjects.map(({ evaluation }) => new Map(caseRows(evaluation.case).map((row) => [row.id, row])));
  const ids = [...new Set(rows.flatMap((each) => [...each.keys()]))];
  return {
    id: 'setting',
    title: words.setting,
    columns: [
      { id: 'name', title: noTitle, ...asText },
      ...subjects.map(({ cell }) => ({ id: cell, title: { en: cell, zh: cell }, ...asText })),
    ],
    rows: ids.map((id) => ({
      id,
      cells: {
        name: text(rows.find((each) => each.has(id))?.get(id)?.title),
        ...Object.fromEntries(subjects.map(({ cell }, i) => [cell, text(rows[i]?.get(id)?.text)])),
      },
    })),
  };
}

/** The four resources of each phase: seconds it binds and is busy, its own measure against its limit. */
export function loadTable({ cell, name, evaluation, design }: Subject): ShownTable {
  const { currency } = design;
  const heads: readonly (readonly [id: string, title: Text, align: 'text' | 'number'])[] = [
    ['phase', noTitle, 'text'],
    ['resource', { en: 'resource', zh: '资源' }, 'text'],
    ['binds', { en: 'binds', zh: '决定时长' }, 'number'],
    ['busy', { en: 'busy', zh: '占用' }, 'number'],
    ['share', { en: 'of the pass', zh: '占比' }, 'number'],
    ['measure', { en: 'measure', zh: '指标' }, 'text'],
    ['is', { en: 'is', zh: '实际' }, 'number'],
    ['limit', { en: 'limit', zh: '界限' }, 'number'],
    ['alarm', { en: 'alarm', zh: '告警' }, 'text'],
  ];
  const row = (phase: Evaluation['prefill'], load: Load, i: number) => ({
    id: `${phase.name}.${load.resource}`,
    cells: {
      phase: text(i === 0 ? phaseWords[phase.name] : undefined),
      resource: text(marked(resourceWords[load.resource], load.resource === phase.bottleneck)),
      binds: number(load.binds, currency),
      busy: number(load.busy, currency),
      share: text(Number.isFinite(load.share.value) ? percent(load.share.value) : '—'),
      measure: text(measureWords[load.measure] ?? load.measure),
      is: number(load.value, currency),
      limit: text(format(load.limit)),
      alarm: text(load.alarm ? { en: 'past the limit', zh: '越界' } : undefined),
    },
  });
  return {
    id: `load.${cell}`,
    title: { en: `Four resources of ${name}`, zh: `${name} 的四种资源` },
    columns: heads.map(([id, title, align]) => ({ id, title, align })),
    rows: [evaluation.prefill, evaluation.decode].flatMap((phase) => phase.load.map((load, i) => row(phase, load, i))),
  };
}

function marked({ en, zh }: Text, binds: boolean): Text {
  const mark = binds ? '\u25b6\u25c0 ' : '';
  return { en: `${mark}${en}`, zh: `${mark}${zh}` };
}

/** Every whole design of the study in the order of the text. */
export function designsTable(run: Run): ShownTable {
  const metrics: readonly MetricName[] = [
    'serving.ttft',
    'serving.tpot',
    'serving.throughput_per_card',
    'memory.fill',
    'cost.per_output_token',
  ];
  const whole = run.cells.filter(({ id }) => run.evaluations.has(id));
  const shown = metrics.filter((name) => whole.some(({ id }) => run.evaluations.get(id)?.metrics.has(name)));
  return {
    id: 'designs',
    title: words.designs,
    columns: [
      { id: 'cell', title: { en: 'cell', zh: '单元' }, ...asText },
      { id: 'prefill', title: { en: 'prefill bound by', zh: 'Prefill 瓶颈' }, ...asText },
      { id: 'decode', title: { en: 'decode bound by', zh: 'Decode 瓶颈' }, ...asText },
      ...shown.map((name) => ({ id: name, title: metricInfo[name]?.title ?? { en: name, zh: name }, ...asNumber })),
    ],
    rows: whole.flatMap(({ id }) => {
      const evaluation = run.evaluations.get(id);
      const currency = run.designs.get(id)?.currency ?? '';
      const from = run.results.find((result) => result.id === id)?.from;
      const before = from === undefined ? undefined : run.evaluations.get(from);
      if (!evaluation) return [];
      const cells = shown.map((name) => {
        const now = evaluation.metrics.get(name);
        const start = name === 'serving.tpot' ? before?.metrics.get(name) : undefined;
        const change = now && start ? changeOf(name, { now, before: start, currency }) : undefined;
        return [
          name,
          number(now, currency, { explain: { cell: id, metric: name }, ...(change ? { change } : {}) }),
        ] as const;
      });
      const unfit = fits(evaluation) ? {} : { note: { en: 'does not fit', zh: '放不下' } };
      const bound = (phase: Evaluation['prefill']): TableCell =>
        text(phase.bottleneck && resourceWords[phase.bottleneck]);
      const name: TableCell = { kind: 'text', text: { en: id, zh: id }, ...unfit };
      return [
        {
          id,
          cells: {
            cell: name,
            prefill: bound(evaluation.prefill),
            decode: bound(evaluation.decode),
            ...Object.fromEntries(cells),
          },
        },
      ];
    }),
  };
}

/** What vouches for the facts, a row a source. */
export function sourcesTable(sources: readonly DocumentSource[]): ShownTable {
  return {
    id: 'sources',
    title: words.sources,
    columns: [
      { id: 'id', title: { en: 'source', zh: '来源' }, ...asText },
      { id: 'title', title: noTitle, ...asText },
      { id: 'date', title: { en: 'date', zh: '日期' }, ...asText },
    ],
    rows: sources.map(({ id, title, date }) => ({ id, cells: { id: text(id), title: text(title), date: text(date) } })),
  };
}

const mostHelps = 8;

/** Levers that are off, each switched on alone; the best first. */
export function helpTable(ranked: readonly Help[], currency: string): ShownTable {
  const shown = ranked.filter(({ change, fits: stays }) => stays && (change.gain ?? 0) > 1.001).slice(0, mostHelps);
  return {
    id: 'help',
    title: words.helps,
    columns: [
      { id: 'lever', title: { en: 'lever', zh: '手段' }, ...asText },
      { id: 'then', title: { en: 'TPOT then', zh: '开启后 TPOT' }, ...asNumber },
      { id: 'gain', title: { en: 'times as good', zh: '好几倍' }, ...asNumber },
      { id: 'costs', title: { en: 'gets worse', zh: '变差的' }, ...asText },
      { id: 'basis', title: { en: 'rests on', zh: '依据' }, ...asText },
    ],
    rows: shown.map(({ id, title, change, costs, whatIf, quoted }) => ({
      id,
      cells: {
        lever: text(title),
        then: number(question(change.after, 's', title), currency),
        gain: number(question(change.gain ?? Number.NaN, '1', title), currency),
        costs: text(
          joined(costs.map((each) => metricInfo[each.metric]?.title ?? { en: each.metric, zh: each.metric })),
        ),
        basis: text(
          whatIf
            ? { en: 'a study: not this checkpoint', zh: '研究性：该权重并非如此训练' }
            : quoted
              ? { en: 'a quoted claim', zh: '引用的说法' }
              : { en: 'computed', zh: '计算' },
        ),
      },
    })),
  };
}

function joined(texts: readonly Text[]): Text {
  return { en: texts.map(({ en }) => en).join(', '), zh: texts.map(({ zh }) => zh).join('、') };
}
