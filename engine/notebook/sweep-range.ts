/** {from: 8 per card, to: 64 per card, step: 8 per card}, or times: 2 instead of step → the values one by one. */

import { diagnostic } from '../diagnostics';
import type { Report } from './shape';
import type { Value } from './yaml-body';

type MapValue = Extract<Value, { kind: 'map' }>;

/** No axis is longer. */
const most = 10_000_000;

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
  const numbers = ends && (stepsOf(value, ends) ?? timesOf(value, ends));
  if (!numbers) {
    const text = value.entries.map(({ key, value: each }) => `${key}: ${each.kind === 'scalar' ? each.text : '…'}`);
    report(diagnostic('sweep.range', { text: `{${text.join(', ')}}` }, { at: value.at }));
    return undefined;
  }
  return numbers.map((each) => ({ kind: 'scalar', text: `${ends.around[0]}${each}${ends.around[1]}`, at: value.at }));
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
function stepsOf(value: MapValue, { from, to, around }: Ends): number[] | undefined {
  const step = value.entries.some(({ key }) => key === 'times')
    ? undefined
    : (numberOf(value, 'step') ?? { number: 1, around });
  if (!step || !alike(step.around, around) || step.number <= 0) return undefined;
  const count = Math.floor((to - from) / step.number + 1e-9) + 1;
  return count > most ? undefined : Array.from({ length: count }, (_, i) => rounded(from + i * step.number));
}

function timesOf(value: MapValue, { from, to }: Ends): number[] | undefined {
  const times = numberOf(value, 'times');
  if (!times || !alike(times.around, ['', '']) || times.number <= 1 || from <= 0) return undefined;
  const count = Math.floor(Math.log(to / from) / Math.log(times.number) + 1e-9) + 1;
  return count > most
    ? undefined
    : wholeIf(
        Number.isInteger(from) && Number.isInteger(to),
        Array.from({ length: count }, (_, i) => rounded(from * times.number ** i)),
      );
}

/** 0.30000000000000004 is 0.3. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

/** Between whole ends only whole numbers are meant, each once. */
function wholeIf(isWhole: boolean, numbers: readonly number[]): number[] {
  return isWhole ? [...new Set(numbers.map(Math.round))] : [...numbers];
}
