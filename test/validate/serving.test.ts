import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { run } from '../../engine/notebook/run';
import type { Design } from '../../engine/types';
import { parseMeasured, validate, type Measured } from '../../engine/validate/index';
import { genaiResult, sglangLine, vllmResult } from '../support/served';

const catalog = standardCatalog();

function read(text: string): Measured {
  const found = parseMeasured(text, 'result.json');
  if (!found.ok) throw new Error(found.problems.map(({ text: { en } }) => en).join('\n'));
  return found.value;
}

function runsOf(text: string) {
  const measured = read(text);
  return measured.kind === 'serving' ? measured.runs : [];
}

function wrong(text: string): readonly string[] {
  const found = parseMeasured(text, 'result.json');
  return found.ok ? [] : found.problems.map(({ text: { en } }) => en);
}

/** One H100 with Qwen3-8B; `more` are cells below. */
function design(more = '', runtime = 'vllm'): Design {
  const text = [
    `---\nchokepoint: 1\nruntime: ${runtime}\n---\n`,
    '```yaml hardware card\nuse: h100\ncards: 1\n```\n',
    '```yaml model small\nuse: qwen3-8b\n```\n',
    '```yaml parallelism one\ndecode: {tp: 1}\n```\n',
    more,
  ].join('');
  const found = [...run(text, { catalog, limits: false }).designs.values()].at(-1);
  if (!found) throw new Error('no design');
  return found;
}

function judged(text: string, by: Design = design()) {
  return validate({ measured: read(text), design: by, catalog });
}

const shape = ({ id, suite, unit, pass, actual }: ReturnType<typeof judged>['report']['cases'][number]) =>
  [id, suite, unit, pass === null ? 'beside' : 'judged', Number(actual.toPrecision(9))] as const;

describe('the result of a serving benchmark', () => {
  it('of vLLM becomes three cases: time a token is judged, what holds a queue or a whole run stands beside', () => {
    const { report, diagnostics } = judged(vllmResult());
    expect(diagnostics).toEqual([]);
    expect(report.cases.map(shape)).toEqual([
      ['vllm.qwen3-8b.in1024.out1024.c32.ttft', 'published', 's', 'beside', 0.3105],
      ['vllm.qwen3-8b.in1024.out1024.c32.tpot', 'published', 's', 'judged', 0.00955],
      ['vllm.qwen3-8b.in1024.out1024.c32.throughput', 'published', 'token/s', 'beside', 3238],
    ]);
    const [ttft, tpot, throughput] = report.cases.map(({ predicted }) => predicted ?? Number.NaN);
    // One full cycle of a request, 32 of them side by side.
    expect(throughput).toBeCloseTo((32 * 1024) / ((ttft ?? 0) + 1023 * (tpot ?? 0)), 6);
    expect(report.cases[0]?.note).toContain('queueing inside');
  });

  it('of SGLang holds a run a line, with the bare Infinity and NaN of Python; a run repeated is another case', () => {
    const text = [sglangLine(), sglangLine({ max_concurrency: 64 }), '', sglangLine()].join('\n');
    expect(runsOf(text).map(({ id, line, load }) => [id, line, load])).toEqual([
      ['sglang.qwen3-8b.in1024.out512.c16', 1, { kind: 'closed', inFlight: 16 }],
      ['sglang.qwen3-8b.in1024.out512.c64', 2, { kind: 'closed', inFlight: 64 }],
      ['sglang.qwen3-8b.in1024.out512.c16#2', 4, { kind: 'closed', inFlight: 16 }],
    ]);
  });

  it('of GenAI-Perf at one request at a time is judged by its first token too', () => {
    const { report, diagnostics } = judged(genaiResult());
    expect(diagnostics).toEqual([]);
    expect(report.cases.map(shape)).toEqual([
      ['genai-perf.qwen3-8b.in1000.out800.c1.ttft', 'published', 's', 'judged', 0.038],
      ['genai-perf.qwen3-8b.in1000.out800.c1.tpot', 'published', 's', 'judged', 0.0071],
      ['genai-perf.qwen3-8b.in1000.out800.c1.throughput', 'published', 'token/s', 'beside', 139],
    ]);
  });

  it.each([
    ['as its configuration file nests it', { perf_analyzer: { stimulus: { concurrency: 8 } }, model_names: ['m'] }],
    ['as AIPerf does', { loadgen: { concurrency: 8 }, endpoint: { model_names: ['m'], type: 'chat' } }],
  ])('of GenAI-Perf says how many requests ran, %s', (_how, input_config) => {
    expect(runsOf(genaiResult({ input_config }))).toMatchObject([
      { id: 'genai-perf.m.in1000.out800.c8', load: { kind: 'closed', inFlight: 8 } },
    ]);
  });

  it.each([
    ['a cap', { max_concurrency: 32 }, { kind: 'closed', inFlight: 32 }],
    ['a cap above the requests there are', { max_concurrency: 512 }, { kind: 'closed', inFlight: 320 }],
    ['a rate', { max_concurrency: null, request_rate: 3.2 }, { kind: 'open', rate: 3.2 }],
    // 320 / 101.2 s × 9.55 ms × 1023.
    ['neither', { max_concurrency: null }, { kind: 'counted', decoding: 31 }],
    ['a rate under a cap', { request_rate: 3.2 }, { kind: 'counted', decoding: 31 }],
  ])('asks as many requests as its load says: %s', (_what, change, load) => {
    expect(runsOf(vllmResult(change))).toMatchObject([{ load }]);
  });

  it('takes its lengths and load from the file, everything else from the design', () => {
    const slow = judged(vllmResult(), design('```yaml hardware older from=one\nuse: a100-80g\n```\n'));
    const fast = judged(vllmResult());
    const tpot = ({ report }: ReturnType<typeof judged>) => report.cases[1]?.predicted ?? Number.NaN;
    expect(tpot(slow) / tpot(fast)).toBeGreaterThan(1.3);
    expect(
      judged(vllmResult(), design('```yaml workload other\ninput: 9000\noutput: 9\nconcurrency: 1 in total\n```\n'))
        .report,
    ).toEqual(fast.report);
  });

  it('has no bar at the roofline, which is not meant to be met', () => {
    const roof = { ...design(), fidelity: 'roofline' } as const;
    const { cases } = judged(genaiResult(), roof).report;
    expect(cases.map(({ pass }) => pass)).toEqual([null, null, null]);
    expect(cases.map(({ note }) => note.startsWith('not judged: '))).toEqual([true, true, true]);
  });

  it('needs a design, and says how to name one', () => {
    const { report, diagnostics } = validate({ measured: read(vllmResult()), catalog });
    expect(report.cases).toEqual([]);
    expect(diagnostics.map(({ code, text: { en } }) => [code, en])).toEqual([
      ['usage.no-design', expect.stringMatching(/^result\.json is a result of vLLM.*--notebook FILE\.bench\.md/)],
    ]);
  });
});

describe('what is odd about a result', () => {
  it.each([
    ['a figure left out', vllmResult({ mean_ttft_ms: undefined }), 'measured.figure-missing', 'has no mean_ttft_ms'],
    ['a figure not measured', sglangLine({ mean_ttft_ms: '<NaN>' }), 'measured.figure-missing', 'has no mean_ttft_ms'],
    ['failed requests', vllmResult({ failed: 3 }), 'measured.requests-failed', '3 requests failed'],
    ['another model', vllmResult({ model_id: 'Qwen/Qwen3-32B' }), 'measured.model-differs', 'the design has Qwen3-8B'],
    ['drafts that the design lacks', sglangLine({ accept_length: 2.4 }), 'measured.drafts-unsaid', '2.4 tokens a step'],
  ])('%s is said, and the rest is compared', (_what, text, code, words) => {
    const { report, diagnostics } = judged(text);
    expect(diagnostics.map((each) => [each.code, each.severity])).toEqual([[code, 'warning']]);
    expect(diagnostics[0]?.text.en).toContain(words);
    expect(report.cases.some(({ id }) => id.endsWith('.tpot'))).toBe(true);
  });

  it.each([
    ['no request answered', vllmResult({ completed: 0 }), /^result\.json: completed is wrong: no request was answered/],
    ['a time below zero', vllmResult({ mean_tpot_ms: -1 }), /^result\.json: mean_tpot_ms is wrong/],
    ['a count that is none', vllmResult({ total_input_tokens: '12' }), /^result\.json: total_input_tokens is wrong/],
    [
      'one token a request',
      vllmResult({ total_output_tokens: 320 }),
      /total_output_tokens is wrong: .*nothing was decoded/,
    ],
    [
      'an unknown unit',
      genaiResult({ time_to_first_token: { unit: 'fortnights', avg: 1 } }),
      /^result\.json: time_to_first_token\.unit is wrong/,
    ],
    [
      'no load',
      genaiResult({ input_config: { model: ['m'] } }),
      /input_config\.concurrency is wrong: nothing says how many/,
    ],
    ['a broken line', `${sglangLine()}\n{"duration": `, /^result\.json:2 is not JSON/],
    [
      'a wrong field in a line',
      `${sglangLine()}\n${sglangLine({ duration: 0 })}`,
      /^result\.json:2: duration is wrong/,
    ],
    ['another thing in a line', `${sglangLine()}\n{"a": 1}`, /^result\.json:2 holds no measurements/],
  ])('%s is an error with its place', (_what, text, message) => {
    expect(wrong(text)).toEqual([expect.stringMatching(message)]);
  });

  it('leaves a string that holds the word NaN alone', () => {
    expect(runsOf(vllmResult({ model_id: 'NaN "Infinity" 8B' }))).toMatchObject([{ model: 'NaN "Infinity" 8B' }]);
  });

  it('of a design still incomplete says what it lacks', () => {
    const { diagnostics } = judged(vllmResult(), { ...design(), model: {} });
    expect(diagnostics.map(({ code }) => code)).toEqual(['measured.design-incomplete']);
  });
});
