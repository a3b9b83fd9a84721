/** {from: 8 per card, to: 64 per card, step: 8 per card}, or times: 2 instead of step → the values one by one. */

import { diagnostic } from '../diagnostics';
import { show } from '../quantity-text';
import type { Report } from './shape';
import type { Value } from './yaml-body';

type MapValue = Extract<Value, { kind: 'map' }>;

/** Each value is read as its cell reads it, with every edit. */
const most = 100_000;

const form = /^([^\d.]*)([\d_]*\.?\d+)(.*)$/;

interface Ends {
  readonly from: number;
  readonly to: number;
  /** What stands around each number: "$", " per card". */
  readonly around: Around;
}

type Around = readonly [before: string, behind: string];

export function readRange(value: MapValue, report: Report): readonly Value[] | undefined {
  const ends = endsOf(value);
  const series = ends && (stepsOf(value, ends) ?? timesOf(value, ends));
  const written = value.entries.map(({ key, value: each }) => `${key}: ${each.kind === 'scalar' ? each.text : '…'}`);
  const text = `{${written.join(', ')}}`;
  if (!series) {
    report(diagnostic('sweep.range', { text }, { at: value.at }));
    return undefined;
  }
  if (series.count > most) {
    const told = { text, values: show(series.count, '1', 15).text, most: show(most, '1', 15).text };
    report(diagnostic('sweep.long-range', told, { at: value.at }));
    return undefined;
  }
  const numbers = Array.from({ length: series.count }, (_, i) => series.at(i));
  const shown = series.areWhole ? new Set(numbers) : numbers;
  return [...shown].map((each) => ({
    kind: 'scalar',
    text: `${ends.around[0]}${each}${ends.around[1]}`,
    at: value.at,
  }));
}

/** The values of a range before they are written out: there may be too many. */
interface Series {
  readonly count: number;
  readonly at: (index: number) => number;
  /** Between whole ends only whole numbers are meant, each once. */
  readonly areWhole: boolean;
}

function endsOf(value: MapValue): Ends | undefined {
  const from = numberOf(value, 'from');
  const to = numberOf(value, 'to');
  if (!from || !to || !alike(from.around, to.around) || to.number < from.number) return undefined;
  return { from: from.number, to: to.number, around: from.around };
}

function numberOf(value: MapValue, key: string): { readonly number: number; readonly around: Around } | undefined {
  const said = value.entries.find((entry) => entry.key === key)?.value;
  const [, before = '', digits = '', behind = ''] = (said?.kind === 'scalar' && form.exec(said.text.trim())) || [];
  const number = Number(digits.replaceAll('_', ''));
  return digits === '' || !Number.isFinite(number) ? undefined : { number, around: [before, behind] };
}

function alike(a: Around, b: Around): boolean {
  return a[0].trim() === b[0].trim() && a[1].trim() === b[1].trim();
}

/** Each number anew from its place, so that no rounding piles up. */
function stepsOf(value: MapValue, { from, to, around }: Ends): Series | undefined {
  const step = value.entries.some(({ key }) => key === 'times')
    ? undefined
    : (numberOf(value, 'step') ?? { number: 1, around });
  if (!step || !alike(step.around, around) || step.number <= 0) return undefined;
  const count = Math.floor((to - from) / step.number + 1e-9) + 1;
  return { count, at: (index) => rounded(from + index * step.number), areWhole: false };
}

function timesOf(value: MapValue, { from, to }: Ends): Series | undefined {
  const times = numberOf(value, 'times');
  if (!times || !alike(times.around, ['', '']) || times.number <= 1 || from <= 0) return undefined;
  const count = Math.floor(Math.log(to / from) / Math.log(times.number) + 1e-9) + 1;
  const areWhole = Number.isInteger(from) && Number.isInteger(to);
  const at = (index: number) => rounded(from * times.number ** index);
  return { count, at: areWhole ? (index) => Math.round(at(index)) : at, areWhole };
}

/** 0.30000000000000004 is 0.3. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
