/** An ROI case as plain JSON and as a table. */

import type { Text } from '../diagnostics';
import type { Fleet, FleetPool } from '../decide/fleet';
import type { Against, Candidate, Roi } from '../decide/roi';
import { hoursAMonth } from '../formulas/cost';
import { million, question, type Q, type Unit } from '../quantity';
import { figures } from '../quantity-text';
import type { ShownCandidate, ShownFleetPool, ShownNumber, ShownRoi, ShownTable, TableCell } from './result';
import { chipsOf, percent, verdictOf } from './roi-words';
import { shownNumber } from './show';

export function shownRoi(roi: Roi, load: Q<'1/s'>, currency: string): ShownRoi {
  const { own, against, metrics } = roi;
  const sure = shownSure(roi, currency);
  const shown = (q: Q): ShownNumber => shownNumber(q, currency);
  return {
    load: shown(load),
    currency,
    ...verdictOf(roi, load, currency),
    own: shownCandidate(own, load, currency),
    against: against.map((each) => shownCandidate(each, load, currency)),
    metrics: Object.fromEntries(
      [...metrics].map(([name, q]) => [name, shares.has(name) ? asShare(shown(q)) : shown(q)]),
    ),
    ...lineOf(roi),
    ...(sure ? { sure } : {}),
  };
}

const shares: ReadonlySet<string> = new Set(['roi.margin', 'roi.cost_against_rival', 'roi.odds']);

/** "−23.5 %". */
function asShare(number: ShownNumber): ShownNumber {
  return number.value === null ? number : { ...number, text: figures(100 * number.value), unit: '%' };
}

function shownSure({ own, verdict, alone }: Roi, currency: string): ShownRoi['sure'] {
  const uncertainty = verdict?.uncertainty ?? alone?.uncertainty;
  if (!uncertainty) return undefined;
  const { now, bars, draws } = uncertainty;
  const perToken = own.answer.kind === 'fleet' ? perMillionOf(own.answer) / million : Number.NaN;
  return {
    against: alone?.against ?? 'rival',
    ...(verdict ? { rival: verdict.rival.id } : {}),
    now,
    bars: bars.map(({ assumption, atLow, atHigh, flip }) => ({
      id: assumption.id,
      title: assumption.title,
      low: { text: assumption.shown(assumption.low), outcome: atLow },
      high: { text: assumption.shown(assumption.high), outcome: atHigh },
      ...(flip === undefined ? {} : { flip: assumption.shown(flip) }),
      basis: assumption.basis,
    })),
    alsoRuns: (verdict?.alsoRuns ?? []).map(({ id, title, dearer, breakEven }) => ({
      id,
      title,
      outcome: dearer,
      breakEven: shownNumber(breakEven, currency),
    })),
    cheaper: draws.cheaper,
    interval: draws.interval,
    dots: draws.dots,
    ownDots: draws.ownDots.map((times) => times * perToken * million),
    rivalDots: draws.rivalDots,
    draws: draws.count,
    seed: draws.seed,
  };
}

/** All of a request's cost over its output tokens: what a million tokens sold must bring in. */
function perMillionOf({ money, evaluation }: Fleet): number {
  return money ? (million * money.request.value) / evaluation.case.workload.output.value : Number.NaN;
}

/** The own cost over the price of a card-hour, as break-even moves it: of all cards, or of the decode cards alone. */
function lineOf({ own }: Roi): Pick<ShownRoi, 'line'> {
  if (own.answer.kind !== 'fleet' || !own.answer.money) return {};
  const { evaluation, money: paid, pools } = own.answer;
  const prices = evaluation.case.prices?.cardHour;
  if (!prices) return {};
  const fixedHour = prices.prefill === prices.decode ? 0 : pools.prefill.cards.value * prices.prefill.value;
  const cost = perMillionOf(own.answer);
  return { line: { cardHour: prices.decode.value, cost, fixed: (cost * fixedHour) / paid.hour.value } };
}

function shownCandidate(candidate: Candidate & Partial<Against>, load: Q<'1/s'>, currency: string): ShownCandidate {
  const { id, answer, compared } = candidate;
  if (answer.kind !== 'fleet')
    return {
      id,
      chips: '',
      reason: answer.text,
      ...(answer.kind === 'impossible' && answer.resource ? { resource: answer.resource } : {}),
    };
  const { evaluation, pools, money } = answer;
  const shown = (q: Q): ShownNumber => shownNumber(q, currency);
  const metric = (name: string, unit: Unit): ShownNumber =>
    shown(evaluation.metrics.get(name) ?? question(Number.NaN, unit, { en: name, zh: name }));
  return {
    id,
    chips: chipsOf(candidate),
    fleet: {
      prefill: shownPool(pools.prefill),
      decode: shownPool(pools.decode),
      batch: shown(evaluation.case.workload.perCard),
      ttft: metric('serving.ttft', 's'),
      tpot: metric('serving.tpot', 's'),
      ...(money ? { hour: shown(money.hour), request: shown(money.request), month: shown(monthOf(money.hour)) } : {}),
    },
    ...(money ? { perMillion: perMillionOf(answer) } : {}),
    ...(compared ? { dearer: compared.dearer, breakEven: shown(compared.breakEven) } : {}),
  };
}

function monthOf(hour: Q<'money/h'>): Q<'money'> {
  return {
    ...question(hour.value * hoursAMonth, 'money', { en: 'cost a month', zh: '每月成本' }),
    origin: hour.origin,
  };
}

function shownPool({ chip, instances, nodes, cards, use }: FleetPool): ShownFleetPool {
  return { chip: chip.title, instances: instances.value, nodes: nodes.value, cards: cards.value, use };
}

type Line = readonly [id: string, en: string, zh: string, cell: (each: ShownCandidate) => TableCell];

const lines: readonly Line[] = [
  ['chips', 'chip', '芯片', ({ chips, reason }) => (reason ? { kind: 'text', text: reason } : text(chips))],
  ['prefill', 'prefill: cards in nodes', 'Prefill 卡数（节点）', ({ fleet }) => text(fleet && poolText(fleet.prefill))],
  ['decode', 'decode: cards in nodes', 'Decode 卡数（节点）', ({ fleet }) => text(fleet && poolText(fleet.decode))],
  ['batch', 'largest batch a card', '单卡最大并发', ({ fleet }) => number(fleet?.batch)],
  ['ttft', 'TTFT', 'TTFT', ({ fleet }) => number(fleet?.ttft)],
  ['tpot', 'TPOT', 'TPOT', ({ fleet }) => number(fleet?.tpot)],
  ['hour', 'cost an hour', '每小时成本', ({ fleet }) => number(fleet?.hour)],
  ['month', 'cost a month', '每月成本', ({ fleet }) => number(fleet?.month)],
  ['request', 'cost of a request', '每请求成本', ({ fleet }) => number(fleet?.request)],
  [
    'dearer',
    'own cost against it',
    '本方案成本与之相比',
    ({ dearer }) => text(dearer === undefined ? undefined : signed(dearer)),
  ],
  ['break-even', 'own card-hour that breaks even', '盈亏平衡卡时价', ({ breakEven }) => number(breakEven)],
];

export function roiTables(shown: ShownRoi): readonly ShownTable[] {
  const candidates = [shown.own, ...shown.against];
  const fleets: ShownTable = {
    id: 'fleets',
    title: {
      en: `Fleets for ${shown.load.text} ${shown.load.unit}`,
      zh: `承载 ${shown.load.text} ${shown.load.unit} 的机群`,
    },
    columns: [
      { id: 'name', title: { en: '', zh: '' }, align: 'text' },
      ...candidates.map(({ id }) => ({ id, title: { en: id, zh: id }, align: 'number' as const })),
    ],
    rows: lines.flatMap(([id, en, zh, cell]) => {
      const told = candidates.map((each) => [each.id, cell(each)] as const);
      // Without a rival or a price there is nothing to say of it.
      if (told.every(([, { kind }]) => kind === 'empty')) return [];
      return [{ id, cells: { name: text(en, zh), ...Object.fromEntries(told) } }];
    }),
  };
  return [fleets, ...(shown.sure ? [tornadoTable(shown.sure)] : [])];
}

const outcomes: Readonly<Record<NonNullable<ShownRoi['sure']>['against'], Text>> = {
  rival: { en: 'own cost against the rival', zh: '本方案成本与对方相比' },
  price: { en: 'cost against the selling price', zh: '成本与售价相比' },
  itself: { en: 'cost against what was computed', zh: '成本与计算值相比' },
};

function tornadoTable({ against, bars, alsoRuns }: NonNullable<ShownRoi['sure']>): ShownTable {
  const columns = ['what', 'range', 'outcome', 'turns', 'basis'] as const;
  const heads: Readonly<Record<(typeof columns)[number], Text>> = {
    what: { en: 'assumption', zh: '假设' },
    range: { en: 'range', zh: '范围' },
    outcome: outcomes[against],
    turns: { en: 'turns at', zh: '反转点' },
    basis: { en: 'range from', zh: '范围依据' },
  };
  return {
    id: 'tornado',
    title: { en: 'What would change the verdict, widest first', zh: '什么会改变结论（影响由大到小）' },
    columns: columns.map((id) => ({ id, title: heads[id], align: id === 'outcome' ? 'number' : 'text' })),
    rows: [
      ...bars.map(({ id, title, low, high, flip, basis }) => ({
        id,
        cells: {
          what: { kind: 'text' as const, text: title },
          range: text(`${low.text} – ${high.text}`),
          outcome: text(`${signed(low.outcome)} – ${signed(high.outcome)}`),
          turns: text(flip),
          basis: { kind: 'text' as const, text: basis },
        },
      })),
      ...alsoRuns.map(({ id, title, outcome }) => ({
        id: `also.${id}`,
        cells: {
          what: text(`rival also runs ${title.en}`, `对方也启用${title.zh}`),
          range: text('yes', '是'),
          outcome: text(signed(outcome)),
          turns: text(undefined),
          basis: text('yes or no', '是或否'),
        },
      })),
    ],
  };
}

function signed(share: number): string {
  return `${share > 0 ? '+' : ''}${percent(share)}`;
}

function poolText({ cards, nodes, use }: ShownFleetPool): string {
  return `${cards} (${nodes}), ${percent(use)}`;
}

function text(en: string | undefined, zh = en): TableCell {
  return en === undefined || zh === undefined ? { kind: 'empty' } : { kind: 'text', text: { en, zh } };
}

function number(shown: ShownNumber | undefined): TableCell {
  return shown ? { kind: 'number', number: shown } : { kind: 'empty' };
}
