import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { metrics as metricInfo } from '../../engine/metrics';
import { run } from '../../engine/notebook/run';
import { policyIds } from '../../engine/simulate/policies';

const catalog = standardCatalog();

function notebook(
  cell: string,
  pools = 'pools: {prefill: {nodes: 1}, decode: {nodes: 1}}',
  load = 'rate: 2 req/s',
): string {
  return `---
chokepoint: 1
title: Queue
fidelity: calibrated
---
\`\`\`yaml hardware chip
use: h20-96g
nodes: 2
\`\`\`
\`\`\`yaml model r1
use: qwen3-235b-a22b
\`\`\`
\`\`\`yaml workload chat
input: 3260
output: 400
${load}
slo: {ttft: 4 s, tpot: 80 ms}
\`\`\`
\`\`\`yaml parallelism layout
prefill: {tp: 8, ep: 8}
decode: {tp: 1, ep: 8}
${pools}
\`\`\`
\`\`\`yaml simulate queue
design: layout
${cell}
\`\`\`
`;
}

function cellOf(text: string, files?: ReadonlyMap<string, string>) {
  const ran = run(text, { catalog, ...(files ? { files } : {}) });
  const result = ran.results.find(({ id }) => id === 'queue');
  if (!result) throw new Error('no cell');
  return { result, figures: ran.figures.get('queue') ?? new Map() };
}

describe('a simulate cell', () => {
  it('answers every sim. metric of the contract', () => {
    const { result, figures } = cellOf(
      notebook('requests: 1500\nseed: 7\nwarmup: 0.1\npolicy: {routing: round-robin, prefill: fcfs}'),
    );
    expect(result.diagnostics).toEqual([]);
    expect(result.status).toBe('ok');
    const names = Object.keys(metricInfo).filter((name) => name.startsWith('sim.'));
    expect([...figures.keys()].sort()).toEqual(names.sort());
    expect(figures.get('sim.finished')?.value).toBe(1500);
    expect(result.tables.map(({ id }) => id)).toEqual([
      'simulated-latency',
      'simulated-parts',
      'simulated-spent',
      'simulated-counts',
    ]);
  });

  it('divides the nodes where the design has no pools, and says so', () => {
    const { result, figures } = cellOf(notebook('requests: 300', ''));
    expect(result.diagnostics.map(({ code }) => code)).toEqual(['simulate.divided']);
    expect(figures.get('sim.finished')?.value).toBe(300);
  });

  it('serves both phases from one pool', () => {
    const { result, figures } = cellOf(notebook('requests: 300\nchunk: 2048', 'serving: shared', 'rate: 0.5 req/s'));
    expect(result.diagnostics).toEqual([]);
    expect(figures.get('sim.finished')?.value).toBe(300);
  });

  it('runs as many users as the concurrency', () => {
    const { figures } = cellOf(notebook('requests: 400', undefined, 'concurrency: 8 per card'));
    expect(figures.get('sim.mean_in_system')?.value).toBeCloseTo(64, 6);
  });

  it('compares policies on the same arrivals', () => {
    const { result } = cellOf(notebook('requests: 400\noutput: lognormal 1\ncompare: [free-slots, shortest-first]'));
    expect(result.tables.at(-1)?.rows.map(({ id }) => id)).toEqual(['this', 'free-slots', 'shortest-first']);
  });

  it('tells the effect of every policy, each in place of the one of its kind', () => {
    const { result } = cellOf(notebook('requests: 200\nfind: policies'));
    const rows = result.tables.find(({ id }) => id === 'simulated-policies')?.rows.map(({ id }) => id);
    expect(rows).toEqual(['this', ...policyIds.filter((id) => !['round-robin', 'fcfs', 'recompute'].includes(id))]);
  });

  it('takes a prefix cache in tiers', () => {
    const talks = 'requests: 400\nconversations: {turns: 5, open: 20}';
    const hit = (cache: string): number => {
      const { result } = cellOf(notebook(`${talks}\nprefixCache: ${cache}`));
      expect(result.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      const cell = result.tables.find(({ id }) => id === 'simulated-counts')?.rows.find(({ id }) => id === 'prefix')
        ?.cells['count'];
      return cell?.kind === 'number' ? (cell.number.value ?? Number.NaN) : Number.NaN;
    };
    const [one, two] = [
      hit('20000 tokens'),
      hit('[{tokens: 20000 tokens}, {tokens: 10 M tokens, bandwidth: 40 GB/s}]'),
    ];
    expect(one).toBeLessThan(two);
  });

  it('finds the highest rate that keeps the SLO', () => {
    const { result } = cellOf(notebook('requests: 400\nfind: rate'));
    const row = result.tables.at(-1)?.rows[0];
    const value = (id: string): number => {
      const cell = row?.cells[id];
      return cell?.kind === 'number' ? (cell.number.value ?? Number.NaN) : Number.NaN;
    };
    expect(value('rate')).toBeGreaterThan(0);
    expect(value('misses')).toBeGreaterThan(value('rate'));
    // The closed form asks the mean to meet the objectives, the simulation nine requests in ten.
    expect(value('rate') / value('closed')).toBeGreaterThan(0.5);
    expect(value('rate') / value('closed')).toBeLessThan(1.2);
  });

  it('finds the division of the nodes that keeps the SLO at the highest rate', () => {
    const { result } = cellOf(notebook('requests: 60\nfind: ratio', '').replace('nodes: 2', 'nodes: 3'));
    const rows = result.tables.find(({ id }) => id === 'simulated-ratio')?.rows ?? [];
    expect(rows.map(({ id }) => id).toSorted()).toEqual(['1-2', '2-1']);
    const rates = rows.map(({ cells: { rate } }) => (rate?.kind === 'number' ? rate.number.value : null) ?? Number.NaN);
    const best = rows.find(({ cells: { rate } }) => rate?.kind === 'number' && rate.best === true);
    expect(best && rates[rows.indexOf(best)]).toBe(Math.max(...rates));
  });

  it('serves each phase on its own chips', () => {
    const ttft = (pools: string): number =>
      cellOf(notebook('requests: 200', pools)).figures.get('sim.ttft.mean')?.value ?? Number.NaN;
    const alike = ttft('pools: {prefill: {nodes: 1}, decode: {nodes: 1}}');
    expect(ttft('pools: {prefill: {nodes: 1, use: h800}, decode: {nodes: 1}}')).toBeLessThan(0.7 * alike);
  });

  it('reads a trace, and says which line is wrong', () => {
    const good = 'time,input,output\n0,100,20\n0.5,200,20\n';
    expect(cellOf(notebook('trace: ./t.csv'), new Map([['./t.csv', good]])).figures.get('sim.finished')?.value).toBe(2);
    const bad = 'time,input,output\n0,100,20\n0.5,-3,20\n';
    const { result } = cellOf(notebook('trace: ./t.csv'), new Map([['./t.csv', bad]]));
    expect(result.status).toBe('error');
    expect(result.diagnostics.map(({ code, text }) => [code, text.en])).toEqual([
      ['trace.value', 'Line 3 of the trace: input is “-3”; expected a whole number of tokens from 1 on'],
    ]);
  });

  it.each([
    ['seed: 1', 'simulate.until'],
    ['requests: 10\narrivals: sometimes', 'simulate.arrivals'],
    ['requests: 10\ninput: normal 3', 'simulate.lengths'],
    ['requests: 10\nduration: 5 s', 'value.pick-one'],
    ['requests: 10\npolicy: {routing: round}', 'value.not-one-of'],
  ])('%s is told as %s', (cell, code) => {
    expect(cellOf(notebook(cell)).result.diagnostics.map((each) => each.code)).toContain(code);
  });

  it('asks for a rate where bursts come and only a concurrency is said', () => {
    const { result } = cellOf(notebook('requests: 10\narrivals: gamma 4', undefined, 'concurrency: 8 per card'));
    expect(result.diagnostics.map(({ code }) => code)).toEqual(['simulate.rate']);
  });

  it('says before it starts that a design cannot hold one request', () => {
    const text = notebook('requests: 10').replace('input: 3260', 'input: 900000');
    expect(cellOf(text).result.diagnostics.map(({ code }) => code)).toContain('simulate.no-room');
  });

  it('leaves long runs to the command line', () => {
    expect(cellOf(notebook('requests: 4000000')).result.diagnostics.map(({ code }) => code)).toEqual([
      'simulate.large',
    ]);
  });
});
