/** Request traces, read piece by piece: a file of any size passes through in constant memory. CSV or JSON lines; the first line tells which. */

import { diagnostic, type Diagnostic, type Text } from '../diagnostics';
import type { Arrival, Prefix } from './requests';

/** A column layout: what its columns are called, and what its clock counts in. */
export interface TraceLayout {
  readonly id: string;
  readonly title: Text;
  readonly time: string;
  readonly input: string;
  readonly output: string;
  /** Seconds a unit of its clock. */
  readonly unit: number;
  /** Hashes of leading blocks, and the tokens of a block. */
  readonly blocks?: { readonly column: string; readonly tokens: number };
  /** One id of a shared prefix, and how long that is; without a length the whole prompt is shared. */
  readonly prefix?: { readonly column: string; readonly length: string };
}

const millisecond = 1e-3;

export const traceLayouts: readonly TraceLayout[] = [
  {
    id: 'mooncake',
    title: { en: 'Mooncake (FAST ’25)', zh: 'Mooncake（FAST ’25）' },
    time: 'timestamp',
    input: 'input_length',
    output: 'output_length',
    unit: millisecond,
    blocks: { column: 'hash_ids', tokens: 512 },
  },
  {
    id: 'azure',
    title: { en: 'Azure LLM inference', zh: 'Azure LLM 推理' },
    time: 'TIMESTAMP',
    input: 'ContextTokens',
    output: 'GeneratedTokens',
    unit: 1,
  },
  {
    id: 'burstgpt',
    title: { en: 'BurstGPT', zh: 'BurstGPT' },
    time: 'Timestamp',
    input: 'Request tokens',
    output: 'Response tokens',
    unit: 1,
  },
  {
    id: 'plain',
    title: { en: 'time, input, output', zh: 'time、input、output' },
    time: 'time',
    input: 'input',
    output: 'output',
    unit: 1,
    prefix: { column: 'prefix', length: 'prefix_length' },
  },
];

export interface TraceReader {
  /** The next request in the order of time, from 0 at the first; undefined at the end, and after a problem. */
  readonly next: () => Arrival | undefined;
  /** What stopped it. */
  readonly problem: () => Diagnostic | undefined;
  /** Requests that got no answer when they were recorded: left out. */
  readonly failed: () => number;
  readonly layout: () => TraceLayout | undefined;
}

/** Fields of one line by name. */
type Fields = (column: string) => unknown;

/** `pieces` gives the text in order, undefined at its end. Lines may be cut anywhere. */
export function readTrace(pieces: () => string | undefined): TraceReader {
  const lines = lineReader(pieces);
  let layout: TraceLayout | undefined;
  let columns: readonly string[] | undefined;
  let isJson = false;
  let problem: Diagnostic | undefined;
  let first: number | undefined;
  let last = 0;
  let failed = 0;
  let count = 0;

  const stop = (said: Diagnostic): undefined => {
    problem = { ...said };
    return undefined;
  };
  const start = (line: string): boolean => {
    isJson = line.trimStart().startsWith('{');
    const names = isJson ? Object.keys(parsedObject(line) ?? {}) : split(line).map((each) => each.trim());
    layout = layoutOf(names);
    columns = isJson ? undefined : names;
    if (isJson && names.length === 0) stop(diagnostic('trace.json', { line: lines.number() }));
    else if (!layout)
      stop(diagnostic('trace.columns', { line: lines.number(), missing: missingOf(names), found: names.join(', ') }));
    return layout !== undefined;
  };
  const next = (): Arrival | undefined => {
    while (!problem) {
      const line = lines.next();
      if (line === undefined) return count > 0 ? undefined : stop(diagnostic('trace.empty', {}));
      if (line.trim() === '') continue;
      if (line.includes('\uFFFD') || line.includes('\0'))
        return stop(diagnostic('trace.encoding', { line: lines.number() }));
      if (!layout) {
        if (!start(line)) return undefined;
        if (!isJson) continue;
      }
      const read = recordOf(line, columns);
      if (!read) return stop(diagnostic('trace.json', { line: lines.number() }));
      const found = layout && requestOf(read, layout, lines.number());
      if (!found) return undefined;
      if ('code' in found) return stop(found);
      if (found.output === 0) {
        failed++;
        continue;
      }
      first ??= found.time;
      const time = found.time - first;
      if (time < last) {
        const told = (seconds: number): string => `${String(Number(seconds.toFixed(3)))} s`;
        return stop(diagnostic('trace.order', { line: lines.number(), time: told(time), before: told(last) }));
      }
      last = time;
      count++;
      return { ...found, time };
    }
    return undefined;
  };
  return { next, problem: () => problem, failed: () => failed, layout: () => layout };
}

/** Lines of a text that comes in pieces, with or without carriage returns, a byte order mark left out. */
function lineReader(pieces: () => string | undefined) {
  let rest = '';
  let at = 0;
  let number = 0;
  let isOver = false;
  return {
    number: () => number,
    next: (): string | undefined => {
      for (;;) {
        const end = rest.indexOf('\n', at);
        if (end >= 0 || (isOver && at < rest.length)) {
          const to = end >= 0 ? end : rest.length;
          const line = rest.slice(at, rest[to - 1] === '\r' && to > at ? to - 1 : to);
          at = to + 1;
          number++;
          return number === 1 && line.startsWith('\uFEFF') ? line.slice(1) : line;
        }
        if (isOver) return undefined;
        const piece = pieces();
        if (piece === undefined) isOver = true;
        else {
          rest = rest.slice(at) + piece;
          at = 0;
        }
      }
    },
  };
}

function layoutOf(names: readonly string[]): TraceLayout | undefined {
  const exact = traceLayouts.find(({ time, input, output }) =>
    [time, input, output].every((each) => names.includes(each)),
  );
  if (exact) return exact;
  const lower = names.map((each) => each.toLowerCase());
  const found = traceLayouts.find(({ time, input, output }) =>
    [time, input, output].every((each) => lower.includes(each.toLowerCase())),
  );
  if (!found) return undefined;
  const named = (column: string): string => names[lower.indexOf(column.toLowerCase())] ?? column;
  return { ...found, time: named(found.time), input: named(found.input), output: named(found.output) };
}

/** Of the layout that is nearest. */
function missingOf(names: readonly string[]): string {
  const lacks = traceLayouts.map(({ time, input, output }) =>
    [time, input, output].filter((each) => !names.some((name) => name.toLowerCase() === each.toLowerCase())),
  );
  const least = lacks.toSorted((a, b) => a.length - b.length)[0] ?? [];
  return (least.length === 3 ? ['time', 'input', 'output'] : least).join(', ');
}

function recordOf(line: string, columns: readonly string[] | undefined): Fields | undefined {
  if (!columns) {
    const object = parsedObject(line);
    return object && ((column) => object[column]);
  }
  const fields = split(line);
  return (column) => fields[columns.indexOf(column)]?.trim();
}

function parsedObject(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** Fields between commas; quotes may hold commas, and double themselves. */
function split(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}

const wanted = {
  time: { en: 'a time from 0 on, or a date and a time of day', zh: '从 0 起的时间，或日期加时刻' },
  input: { en: 'a whole number of tokens from 1 on', zh: '不小于 1 的整数 token 数' },
  output: { en: 'a whole number of tokens from 0 on', zh: '不小于 0 的整数 token 数' },
} as const;

function requestOf(read: Fields, layout: TraceLayout, line: number): Arrival | Diagnostic {
  const wrong = (column: string, wanted: Text): Diagnostic => {
    const value = read(column);
    const text =
      typeof value === 'string' || typeof value === 'number' ? String(value) : value === undefined ? '' : '…';
    return diagnostic('trace.value', { line, column, text, wanted });
  };
  const time = timeOf(read(layout.time)) * layout.unit;
  if (Number.isNaN(time)) return wrong(layout.time, wanted.time);
  const input = tokensOf(read(layout.input));
  if (!(input >= 1)) return wrong(layout.input, wanted.input);
  const output = tokensOf(read(layout.output));
  if (Number.isNaN(output)) return wrong(layout.output, wanted.output);
  const prefix = prefixOf(read, layout, input);
  return { time, input, output, ...(prefix ? { prefix } : {}) };
}

/** Whole tokens from 0 on; else not a number. */
function tokensOf(value: unknown): number {
  const number = numberOf(value);
  return Number.isInteger(number) && number >= 0 && number < 1e9 ? number : Number.NaN;
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value !== '' ? Number(value) : Number.NaN;
}

/** Seconds or the layout's unit; or a date and a time of day, in UTC. */
function timeOf(value: unknown): number {
  const number = numberOf(value);
  if (!Number.isNaN(number)) return number >= 0 ? number : Number.NaN;
  const match =
    typeof value === 'string'
      ? /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d(?:\.\d+)?)(?:Z|\+00:?00)?$/.exec(value)
      : null;
  if (!match) return Number.NaN;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute) * millisecond + second;
}

function prefixOf(read: Fields, { blocks, prefix }: TraceLayout, input: number): Prefix | undefined {
  if (blocks) {
    const ids = read(blocks.column);
    if (!Array.isArray(ids) || ids.length === 0) return undefined;
    return { ids: ids.map(Number), tokens: blocks.tokens };
  }
  const id = prefix && read(prefix.column);
  if (!prefix || id === undefined || id === '') return undefined;
  const length = tokensOf(read(prefix.length));
  return { ids: [numberFor(String(id))], tokens: Number.isNaN(length) ? input : length };
}

/** A number for a name: the same name, the same number (FNV-1a over both halves of 53 bits). */
export function numberFor(name: string): number {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let at = 0; at < name.length; at++) {
    low = Math.imul(low ^ name.charCodeAt(at), 0x01000193);
    high = Math.imul(high ^ name.charCodeAt(at), 0x85ebca6b);
  }
  return (low >>> 0) + (high >>> 11) * 4_294_967_296;
}
