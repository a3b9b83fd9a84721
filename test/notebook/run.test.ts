import { describe, expect, test } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { createMemo } from '../../engine/notebook/memo';
import { run, type Run } from '../../engine/notebook/run';

const catalog = standardCatalog();

/** "hardware chip" → its body; cells in order. */
function notebook(cells: Record<string, string>, front = 'chokepoint: 1\ntitle: A test\n'): string {
  return `---\n${front}---\n${Object.entries(cells)
    .map(([info, body]) => `\`\`\`yaml ${info}\n${body}\n\`\`\`\n`)
    .join('')}`;
}

const chain = {
  'hardware chip': 'use: h20-96g\nnodes: 4\nset: {scaleOut: 50 GB/s}',
  'model v3': 'use: deepseek-v3\nkv: fp8',
  'workload chat': 'input: 3260\noutput: 1100\nconcurrency: 32 per card\nslo: {tpot: 20 ms}',
  'optimizations int4': 'w4a8: on',
  'parallelism ep8': 'prefill: {tp: 8, ep: 8}\ndecode: {tp: 1, dp: 8, ep: 8}',
};

const go = (cells: Record<string, string>, front?: string): Run => run(notebook(cells, front), { catalog });

function statuses(found: Run): Record<string, string> {
  return Object.fromEntries(
    found.results.flatMap((result) =>
      result.kind === 'front'
        ? []
        : [[result.id, `${result.status}${result.blockedBy ? ` by ${result.blockedBy}` : ''}`]],
    ),
  );
}

function problems(found: Run): string[] {
  return found.results.flatMap((result) =>
    result.diagnostics.flatMap((each) =>
      each.severity === 'error' ? [`${result.id}: ${each.code} ${each.at?.line}:${each.at?.column}`] : [],
    ),
  );
}

describe('one bad cell stops its dependants and no other', () => {
  const cases: Record<string, { cells: Record<string, string>; status: Record<string, string>; problems: string[] }> = {
    'all fine': { cells: chain, status: { chip: 'ok', v3: 'ok', chat: 'ok', int4: 'ok', ep8: 'ok' }, problems: [] },
    'a broken cell in the chain': {
      cells: { ...chain, 'workload chat': 'input: [', 'hardware other from=v3': 'use: h800' },
      status: { chip: 'ok', v3: 'ok', chat: 'error', int4: 'blocked by chat', ep8: 'blocked by int4', other: 'ok' },
      problems: ['chat: yaml.syntax 1:9', 'chat: build.later 1:8'],
    },
    'a design that cannot be': {
      cells: {
        ...chain,
        'parallelism odd': 'decode: {tp: 3}',
        'compare both': 'cells: [ep8, odd]',
        'compare one': 'cells: [ep8]',
      },
      status: {
        chip: 'ok',
        v3: 'ok',
        chat: 'ok',
        int4: 'ok',
        ep8: 'ok',
        odd: 'error',
        both: 'blocked by odd',
        one: 'ok',
      },
      problems: ['odd: layout.instance 1:1', 'odd: layout.heads 1:14', 'odd: layout.ep 1:1'],
    },
    'a mistyped kind is a hole in the chain': {
      cells: { 'hardware chip': 'use: h20-96g', 'modl v3': 'use: deepseek-v3', 'workload chat': 'input: 10' },
      status: { chip: 'ok', v3: 'error', chat: 'blocked by v3' },
      problems: ['v3: cell.kind-unknown 0:1'],
    },
    'an unknown kind like no other is none': {
      cells: { 'hardware chip': 'use: h20-96g', 'weather today': 'rain: on', 'workload chat': 'input: 10' },
      status: { chip: 'ok', today: 'error', chat: 'ok' },
      problems: ['today: cell.kind-unknown 0:1'],
    },
    'a circle': {
      cells: {
        'hardware chip': 'use: h20-96g',
        'hardware a from=b': 'nodes: 1',
        'hardware b from=a': 'nodes: 2',
        'hardware c': 'nodes: 3',
        'hardware d from=chip': 'nodes: 4',
      },
      status: { chip: 'ok', a: 'error', b: 'error', c: 'blocked by b', d: 'ok' },
      problems: ['a: cell.cycle 0:20', 'b: cell.cycle 0:20'],
    },
    'a start that is missing': {
      cells: {
        'hardware chip': 'use: h20-96g',
        'model v3 from=chop': 'use: deepseek-v3',
        'workload chat': 'input: 10',
      },
      status: { chip: 'ok', v3: 'error', chat: 'blocked by v3' },
      problems: ['v3: cell.missing 0:18'],
    },
    'a view of what is missing': {
      cells: { 'hardware chip': 'use: h20-96g', 'compare c': 'cells:\n  - chip\n  - chap' },
      status: { chip: 'ok', c: 'error' },
      problems: ['c: cell.missing 3:5'],
    },
    'a model that cannot be expressed yet': {
      cells: { 'hardware chip': 'use: h20-96g', 'model hy': 'use: hunyuan-turbos', 'workload chat': 'input: 10' },
      status: { chip: 'ok', hy: 'error', chat: 'blocked by hy' },
      problems: ['hy: model.blocked 1:6'],
    },
  };
  test.each(Object.entries(cases))('%s', (_, { cells, status, problems: expected }) => {
    const found = go(cells);
    expect(statuses(found)).toEqual(status);
    expect(problems(found)).toEqual(expected);
  });

  test('a name taken twice: the first keeps it', () => {
    const text =
      notebook({ 'hardware chip': 'use: h20-96g' }) +
      notebook({ 'hardware chip': 'use: h800' }, '').slice(8) +
      notebook({ 'model v3 from=chip': 'use: deepseek-v3' }, '').slice(8);
    expect(statuses(run(text, { catalog }))).toEqual({ chip: 'ok', 'chip~2': 'error', v3: 'ok' });
  });

  test('the one that waits says for whom, and where that fails', () => {
    const found = go({ ...chain, 'workload chat': 'input: 3260\noutput: -1' });
    const waits = found.results.find((each) => each.id === 'int4')?.diagnostics;
    expect(waits?.map((each) => each.text)).toEqual([
      { en: 'Waits for chat, which fails on line 16', zh: '等待 chat：其第 16 行有错' },
    ]);
    expect(found.results.find((each) => each.id === 'ep8')?.diagnostics.map((each) => each.text.en)).toEqual([
      'Waits for int4',
    ]);
  });
});

describe('a chain of changes', () => {
  const found = go({ ...chain, 'parallelism ep16 from=ep8': 'decode: {dp: 16, ep: 16}' });
  const result = (id: string) => found.results.find((each) => each.id === id);

  test('is incomplete until all is said, and says what is missing', () => {
    expect(result('v3')?.design?.lacks.map((each) => each.en)).toEqual([
      'input length',
      'output length',
      'concurrency',
    ]);
    expect(result('v3')?.diagnostics.map((each) => each.code)).toEqual(['design.lacks']);
    expect(found.figures.get('v3')?.get('model.parameters')?.value).toBeCloseTo(671.026e9, -6);
    expect(result('chip')?.design?.metrics).toEqual({});
  });

  test('keeps what a cell does not name', () => {
    const kase = found.evaluations.get('ep16')?.case;
    expect(kase?.decode.layout).toEqual({
      tp: 1,
      dp: 16,
      pp: 1,
      cp: 1,
      ep: 16,
      sp: false,
      redundantExperts: 0,
      replicas: 2,
    });
    expect(kase?.prefill.layout).toMatchObject({ tp: 8, ep: 8 });
    expect(kase?.applied.filter((each) => !each.stands).map((each) => each.id)).toEqual(['w4a8']);
  });

  test('shows the difference to its start, judged', () => {
    const { design, from } = result('ep16') ?? {};
    const now = found.evaluations.get('ep16')?.metrics.get('serving.tpot')?.value ?? 0;
    const before = found.evaluations.get('ep8')?.metrics.get('serving.tpot')?.value ?? 0;
    expect(from).toBe('ep8');
    expect(design?.delta['serving.tpot']).toMatchObject({
      value: now - before,
      unitName: 's',
      better: true,
      ratio: now / before,
    });
    expect(design?.delta['decode.time.communication']).toMatchObject({ better: false });
    expect(design?.delta['memory.runtime']).not.toHaveProperty('better');
    expect(design?.delta['decode.mbu']).not.toHaveProperty('better');
  });

  test('shows both phases with four resources each, and what is on', () => {
    const { design } = result('ep16') ?? {};
    for (const phase of [design?.prefill, design?.decode]) {
      expect(phase?.load.map((each) => each.resource)).toEqual([
        'compute',
        'memory-capacity',
        'memory-bandwidth',
        'communication',
      ]);
      expect(phase?.time.unitName).toBe('s');
    }
    expect(design).toMatchObject({
      fits: true,
      skipped: [],
      lacks: [],
    });
    expect(design?.applied).toContainEqual({ id: 'w4a8', title: { en: 'W4A8', zh: 'W4A8' }, whatIf: true });
    const binds = design?.decode?.load.flatMap((each) => each.bindsShare ?? []) ?? [];
    const waits = (metric: string) => design?.metrics[metric]?.value ?? Number.NaN;
    const latencies = waits('decode.time.launch') / waits('decode.time');
    expect(binds.reduce((sum, each) => sum + each, latencies)).toBeCloseTo(1, 6);
  });

  test('a design that does not fit is a warning with all its figures', () => {
    const large = go({ ...chain, 'workload more': 'concurrency: 400 per card' });
    const more = large.results.find((each) => each.id === 'more');
    expect(more?.status).toBe('ok');
    expect(more?.design?.fits).toBe(false);
    expect(more?.diagnostics.map((each) => [each.code, each.severity])).toContainEqual([
      'memory.does-not-fit',
      'warning',
    ]);
    expect(more?.design?.metrics['memory.headroom']?.value).toBeLessThan(0);
    expect(more?.design?.metrics['serving.tpot']?.value).toBeGreaterThan(0);
  });

  test('a figure that nobody published blocks what needs it, and is named', () => {
    const { metrics } =
      go({ ...chain, 'hardware chip': 'use: hygon-bw1000\nnodes: 4' }).results.find((each) => each.id === 'ep8')
        ?.design ?? {};
    const tpot = metrics?.['serving.tpot'];
    expect(tpot).toMatchObject({ value: null, text: '—' });
    expect(tpot?.missing?.length).toBeGreaterThan(0);
  });

  test('problems of the design stand where this cell says what they are about', () => {
    const odd = go({
      ...chain,
      'parallelism odd': 'prefill: {tp: 8}\ndecode:\n  tp: 3\n',
      'hardware less from=ep8': '# fewer\nnodes: 1',
    });
    expect(problems(odd)).toContain('odd: layout.instance 2:1');
    expect(problems(odd)).toContain('odd: layout.heads 3:7');
    // What an earlier cell said is wrong here: the first line.
    const fewer = go({
      ...chain,
      'parallelism ep16': 'decode: {dp: 16, ep: 16}',
      'hardware less': '# fewer\nnodes: 1',
    });
    expect(problems(fewer)).toEqual(['less: layout.instance 1:1']);
  });
});

describe('front matter', () => {
  test('sets what the chain starts from', () => {
    const found = go(
      { 'hardware chip': 'use: h20-96g', 'cost money': 'rent: ¥14.2/h' },
      'chokepoint: 1\ntitle: T\nfidelity: article\nruntime: naive\ncurrency: USD\nfx: {CNY: 7.1 per USD, date: 2026-11-01}\nheadline: chip\n',
    );
    expect(found.head).toEqual({
      title: 'T',
      fidelity: 'article',
      runtime: 'naive',
      currency: 'USD',
      rates: [{ currency: 'CNY', perUnit: 7.1, date: '2026-11-01' }],
      headline: 'chip',
    });
    expect(found.designs.get('money')).toMatchObject({
      fidelity: 'article',
      runtime: 'naive',
      cost: { cardHour: { unit: 'money/h' } },
    });
    expect(found.designs.get('money')?.cost.cardHour?.value).toBeCloseTo(2, 12);
    expect(problems(found)).toEqual([]);
  });

  const cases: Record<string, { front: string; codes: string[] }> = {
    'of another version': { front: 'chokepoint: 2\n', codes: ['front.version 1:13'] },
    'of no version': { front: 'title: x\n', codes: ['front.version-missing 1:1'] },
    'with a mistyped key': { front: 'chokepoint: 1\ntitel: x\n', codes: ['yaml.unknown-key 2:1'] },
    'with an unknown fidelity': { front: 'chokepoint: 1\nfidelity: rufline\n', codes: ['value.not-one-of 2:11'] },
    'with a rate that is none': {
      front: 'chokepoint: 1\nfx: {CNY: 7.1, date: 2026-11-01}\n',
      codes: ['money.rate-form 2:11'],
    },
    'with a rate of no date': { front: 'chokepoint: 1\nfx: {CNY: 7.1 per USD}\n', codes: ['money.rate-undated 2:5'] },
    'with a headline that is not there': { front: 'chokepoint: 1\nheadline: x\n', codes: ['cell.missing 1:1'] },
    'that is broken': { front: 'chokepoint: 1\ntitle: [\n', codes: ['yaml.syntax', 'value.not-text'] },
  };
  test.each(Object.entries(cases))('%s is said, and the cells run', (_, { front, codes }) => {
    const found = go({ 'hardware chip': 'use: h20-96g' }, front);
    const said = found.results[0]?.diagnostics.map((each) => `${each.code} ${each.at?.line}:${each.at?.column}`) ?? [];
    expect(said.length).toBe(codes.length);
    codes.forEach((code, i) => expect(said[i]).toContain(code));
    expect(statuses(found)).toEqual({ chip: 'ok' });
  });

  test('without any, the first heading is the title', () => {
    const found = run('# What can an H20 do? #\n```yaml hardware chip\nuse: h20-96g\n```\n', { catalog });
    expect(found.head).toEqual({
      title: 'What can an H20 do?',
      fidelity: 'calibrated',
      runtime: 'engine',
      currency: 'USD',
      rates: [],
    });
    expect(problems(found)).toEqual([]);
  });
});

describe('an edit runs the edited cell and what depends on it, and nothing else', () => {
  const branch = {
    ...chain,
    'hardware h800 from=int4': 'use: h800',
    'compare both': 'cells: [ep8, h800]',
    'compare one': 'cells: [h800]',
  };
  const kept = (before: Run, after: Run): string[] =>
    after.results.flatMap((each) =>
      each.kind !== 'front' &&
      before.results.some((old) => old.id === each.id && old.tables === each.tables && old.design === each.design)
        ? [each.id]
        : [],
    );
  const cases: Record<string, { edit: Record<string, string>; kept: string[] }> = {
    nothing: { edit: {}, kept: ['chip', 'v3', 'chat', 'int4', 'ep8', 'h800', 'both', 'one'] },
    'the last of a branch': {
      edit: { 'hardware h800 from=int4': 'use: h100' },
      kept: ['chip', 'v3', 'chat', 'int4', 'ep8'],
    },
    'the middle': {
      edit: { 'workload chat': 'input: 100\noutput: 10\nconcurrency: 1 per card' },
      kept: ['chip', 'v3'],
    },
    'a view': { edit: { 'compare one': 'cells: [ep8]' }, kept: ['chip', 'v3', 'chat', 'int4', 'ep8', 'h800', 'both'] },
    'the other end of a branch': {
      edit: { 'parallelism ep8': 'decode: {tp: 1, ep: 16}' },
      kept: ['chip', 'v3', 'chat', 'int4', 'h800', 'one'],
    },
  };
  test.each(Object.entries(cases))('%s', (_, { edit, kept: expected }) => {
    const memo = createMemo();
    const before = run(notebook(branch), { catalog, memo });
    const after = run(notebook({ ...branch, ...edit }), { catalog, memo });
    expect(kept(before, after)).toEqual(expected);
    expect(after.results.map((each) => each.design)).toEqual(
      run(notebook({ ...branch, ...edit }), { catalog }).results.map((each) => each.design),
    );
  });

  test('another fidelity or currency runs all', () => {
    const memo = createMemo();
    const before = run(notebook(branch), { catalog, memo });
    expect(kept(before, run(notebook(branch), { catalog, memo, fidelity: 'article' }))).toEqual([]);
    expect(kept(before, run(notebook(branch, 'chokepoint: 1\ncurrency: CNY\n'), { catalog, memo }))).toEqual([]);
  });

  test('an answer nobody asks for again is forgotten', () => {
    const memo = createMemo();
    const before = run(notebook(chain), { catalog, memo });
    for (let i = 0; i < 60; i++) run(notebook({ 'hardware chip': `nodes: ${i + 1}` }), { catalog, memo });
    expect(kept(before, run(notebook(chain), { catalog, memo }))).toEqual([]);
  });

  test('a cell says how long it took', () => {
    let now = 0;
    const found = run(notebook(chain), { catalog, clock: () => (now += 2) });
    expect(found.results.slice(1).map((each) => each.milliseconds)).toEqual([2, 2, 2, 2, 2]);
  });
});

test('a fidelity asked for from outside overrides what cells say', () => {
  const found = run(notebook({ ...chain, 'cost x': 'fidelity: article' }), { catalog, fidelity: 'roofline' });
  expect([...found.designs.values()].map((each) => each.fidelity)).toEqual([
    'roofline',
    'roofline',
    'roofline',
    'roofline',
    'roofline',
    'roofline',
  ]);
});
