/** The verdict of a notebook, a row a design: what binds each phase and the figures one asks first. Told on the terminal and in the report. */

import {
  narrowSpace,
  type CellResult,
  type Language,
  type ShownChange,
  type ShownNumber,
  type ShownPhase,
  type Text,
} from '../engine';
import { resourceWords, statusWords } from './words';

export interface VerdictColumn {
  readonly id: keyof VerdictRow['cells'];
  readonly title: Text;
  readonly align: 'left' | 'right';
}

export interface VerdictRow {
  readonly status: CellResult['status'];
  /** Undefined where nothing changed or neither direction is better. */
  readonly better?: boolean;
  readonly cells: Readonly<
    Record<'cell' | 'kind' | 'prefill' | 'decode' | 'ttft' | 'tpot' | 'throughput' | 'fill' | 'change', string>
  >;
}

export const verdictColumns: readonly VerdictColumn[] = [
  { id: 'cell', title: { en: 'cell', zh: '单元格' }, align: 'left' },
  { id: 'kind', title: { en: 'kind', zh: '类型' }, align: 'left' },
  { id: 'prefill', title: { en: 'prefill bound by', zh: 'Prefill 瓶颈' }, align: 'left' },
  { id: 'decode', title: { en: 'decode bound by', zh: 'Decode 瓶颈' }, align: 'left' },
  { id: 'ttft', title: { en: 'TTFT', zh: 'TTFT' }, align: 'right' },
  { id: 'tpot', title: { en: 'TPOT', zh: 'TPOT' }, align: 'right' },
  { id: 'throughput', title: { en: 'tok/s a card', zh: '单卡 tok/s' }, align: 'right' },
  { id: 'fill', title: { en: 'memory', zh: '显存' }, align: 'right' },
  { id: 'change', title: { en: 'change of TPOT', zh: 'TPOT 变化' }, align: 'left' },
];

/** Only cells that hold a design, and those that cannot. */
export function verdictRows(results: readonly CellResult[], language: Language): readonly VerdictRow[] {
  return results.filter((result) => result.design ?? result.status !== 'ok').map((result) => rowOf(result, language));
}

function rowOf(result: CellResult, language: Language): VerdictRow {
  const { design } = result;
  const metrics = design?.metrics ?? {};
  const change = design?.delta['serving.tpot'];
  const waits =
    result.blockedBy === undefined
      ? ''
      : language === 'zh'
        ? `，等待 ${result.blockedBy}`
        : `, waits for ${result.blockedBy}`;
  return {
    status: result.status,
    ...(change?.better === undefined ? {} : { better: change.better }),
    cells: {
      cell: result.id,
      kind: result.kind,
      prefill:
        result.status === 'ok' ? boundBy(design?.prefill, language) : `${statusWords[result.status][language]}${waits}`,
      decode: boundBy(design?.decode, language),
      ttft: numberText(metrics['serving.ttft']),
      tpot: numberText(metrics['serving.tpot']),
      throughput: metrics['serving.throughput_per_card']?.text ?? '',
      fill: fillText(metrics['memory.fill']),
      change: change ? changeText(change, language) : '',
    },
  };
}

function boundBy(phase: ShownPhase | undefined, language: Language): string {
  return phase?.bottleneck ? resourceWords[phase.bottleneck][language] : '';
}

/** "13.7 ms"; empty where there is no such number, a dash where it is unknown. */
export function numberText(number: Pick<ShownNumber, 'text' | 'unit'> | undefined): string {
  if (!number) return '';
  return number.unit === '' ? number.text : `${number.text}${narrowSpace}${number.unit}`;
}

function fillText(number: ShownNumber | undefined): string {
  if (!number) return '';
  return number.value === null ? '—' : percentText(number.value);
}

/** A share in whole hundredths: 0.857 → "86 %". */
export function percentText(share: number): string {
  return `${(share * 100).toFixed(0)}${narrowSpace}%`;
}

/** "−12.2 ms, better"; over twice as much it reads as a factor (LOOK.md 4). */
export function changeText(change: ShownChange, language: Language): string {
  if (change.value === null || change.value === 0) return '';
  const { ratio } = change;
  const isFactor = ratio !== undefined && ratio > 0 && (ratio > 2 || ratio < 0.5);
  const amount = isFactor ? `${ratio.toFixed(2)}×` : `${change.value > 0 ? '+' : ''}${numberText(change)}`;
  if (change.better === undefined) return amount;
  const [word, comma] =
    language === 'zh' ? [change.better ? '更好' : '更差', '，'] : [change.better ? 'better' : 'worse', ', '];
  return `${amount}${comma}${word}`;
}
