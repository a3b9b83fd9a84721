import { describe, expect, it } from 'vitest';
import { knownTimes } from '../../engine/simulate/costs';
import { simulate } from '../../engine/simulate/simulation';
import { readTrace } from '../../engine/simulate/trace';
import type { Arrival } from '../../engine/simulate/requests';
import { aSetup } from './setup';

/** The text in pieces of so many characters. */
function pieces(text: string, size = 7): () => string | undefined {
  let at = 0;
  return () => {
    if (at >= text.length) return undefined;
    const piece = text.slice(at, at + size);
    at += size;
    return piece;
  };
}

function read(text: string) {
  const reader = readTrace(pieces(text));
  const found: Arrival[] = [];
  for (let next = reader.next(); next; next = reader.next()) found.push(next);
  return { found, layout: reader.layout()?.id, failed: reader.failed(), problem: reader.problem()?.text.en };
}

describe('traces', () => {
  it('reads the columns of Mooncake: milliseconds, and hashes of blocks', () => {
    const text = [
      '{"timestamp": 27000, "input_length": 1100, "output_length": 52, "hash_ids": [0, 1, 2]}',
      '{"timestamp": 28500, "input_length": 900, "output_length": 3, "hash_ids": [0, 7]}',
      '',
    ].join('\n');
    expect(read(text)).toEqual({
      found: [
        { time: 0, input: 1100, output: 52, prefix: { ids: [0, 1, 2], tokens: 512 } },
        { time: 1.5, input: 900, output: 3, prefix: { ids: [0, 7], tokens: 512 } },
      ],
      layout: 'mooncake',
      failed: 0,
      problem: undefined,
    });
  });

  it('reads the columns of Azure: times of day', () => {
    const text =
      'TIMESTAMP,ContextTokens,GeneratedTokens\r\n2023-11-16 18:17:03.5000000,4808,10\r\n2023-11-16 18:18:04.2500000,110,27\r\n';
    const { found, layout } = read(text);
    expect(layout).toBe('azure');
    expect(found.map(({ time, input, output }) => [Number(time.toFixed(6)), input, output])).toEqual([
      [0, 4808, 10],
      [60.75, 110, 27],
    ]);
  });

  it('reads the columns of BurstGPT, and leaves out what got no answer', () => {
    const text =
      'Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type\n5,ChatGPT,472,18,490,Conversation log\n45,"GPT-4, turbo",1087,0,1087,Conversation log\n118,GPT-4,417,276,693,API log\n';
    expect(read(text)).toEqual({
      found: [
        { time: 0, input: 472, output: 18 },
        { time: 113, input: 417, output: 276 },
      ],
      layout: 'burstgpt',
      failed: 1,
      problem: undefined,
    });
  });

  it('reads its own plain columns with prefixes by name, a byte order mark left out', () => {
    const { found, layout } = read(
      '\uFEFFtime,input,output,prefix,prefix_length\n0,100,5,chat-a,\n1,120,5,chat-a,80\n2,50,5,,\n',
    );
    expect(layout).toBe('plain');
    expect(found[0]?.prefix?.ids).toEqual(found[1]?.prefix?.ids);
    expect(found.map(({ prefix }) => prefix?.tokens)).toEqual([100, 80, undefined]);
  });

  it.each([
    ['time,input\n0,1\n', 'Line 1 of the trace has no column for output; its columns are time, input'],
    ['a,b\n', 'Line 1 of the trace has no column for time, input, output; its columns are a, b'],
    [
      'time,input,output\n0,10,10\n5,10,10\n3,10,10\n',
      'Line 4 of the trace arrives at 3 s, before the line above it (5 s): sort it by time',
    ],
    [
      'time,input,output\n0,10,10\n-1,10,10\n',
      'Line 3 of the trace: time is “-1”; expected a time from 0 on, or a date and a time of day',
    ],
    ['time,input,output\n0,0,10\n', 'Line 2 of the trace: input is “0”; expected a whole number of tokens from 1 on'],
    [
      'time,input,output\n0,10,1.5\n',
      'Line 2 of the trace: output is “1.5”; expected a whole number of tokens from 0 on',
    ],
    [
      'time,input,output\n0,10\n',
      'Line 2 of the trace: output is missing; expected a whole number of tokens from 0 on',
    ],
    ['time,input,output\n0,10,\uFFFD\uFFFD\n', 'Line 2 of the trace is not UTF-8 text'],
    ['t\0i\0m\0e\0,\0', 'Line 1 of the trace is not UTF-8 text'],
    [
      '{"timestamp": 0, "input_length": 1, "output_length": 1}\n{"timestamp": 1,\n',
      'Line 2 of the trace is not a JSON object',
    ],
    ['time,input,output\n', 'The trace holds no requests'],
    ['', 'The trace holds no requests'],
  ])('%j → %s', (text, problem) => {
    expect(read(text).problem).toBe(problem);
  });

  it('passes through in constant memory', () => {
    const rows = 100_000;
    let row = 0;
    const next = (): string | undefined => {
      if (row === 0) {
        row++;
        return 'time,input,output\n';
      }
      if (row > rows) return undefined;
      let piece = '';
      for (let each = 0; each < 100 && row <= rows; each++, row++) piece += `${String(row * 0.05)},200,20\n`;
      return piece;
    };
    const reader = readTrace(next);
    const answer = simulate(
      aSetup({
        supply: { kind: 'trace', next: reader.next },
        until: { end: true },
        steps: knownTimes({ prefillToken: 1e-5, step: 0.001 }),
      }),
    );
    expect(answer.finished).toBe(rows);
    expect(answer.requests.length).toBeLessThanOrEqual(8192);
    expect(Math.abs(answer.requestsPerSecond / 20 - 1)).toBeLessThan(0.01);
  });
});
