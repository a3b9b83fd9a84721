import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { run } from '../../engine/notebook/run';
import { optimizations } from '../../engine/optimizations';
import type { ParameterSpec } from '../../engine/optimizations/optimization';

const head = `---
chokepoint: 1
fidelity: calibrated
---
\`\`\`yaml hardware chip
use: h800
nodes: 4
\`\`\`
\`\`\`yaml model r1
use: deepseek-v3
\`\`\`
\`\`\`yaml workload chat
input: 3260
output: 1100
concurrency: 32 per card
\`\`\`
`;
const apart = `\`\`\`yaml parallelism layout
prefill: {tp: 1, ep: 16}
decode: {tp: 1, ep: 16}
pools: {prefill: {nodes: 2}, decode: {nodes: 2}}
\`\`\`
`;
const go = (body: string, layout = apart) =>
  run(`${head}${layout}\`\`\`yaml optimizations lever\n${body}\n\`\`\`\n`, { catalog: standardCatalog() });
const last = (body: string, layout?: string) => go(body, layout).results.at(-1);
const kaseOf = (body: string, layout?: string) => go(body, layout).evaluations.get('lever')?.case;

/** As a person would write the usual value. */
function written({ standard, choices, unit }: ParameterSpec): string {
  if (choices) return choices[standard.value]?.word ?? '';
  const text = { s: ' s', 'B/s': ' B/s', token: '', '1': '' } as Readonly<Record<string, string>>;
  return `${String(standard.value)}${text[unit] ?? ''}`;
}

describe('toggles in YAML', () => {
  it.each(optimizations.map((lever) => [lever.id, lever] as const))('%s: on, off and its parameters', (id, lever) => {
    for (const word of ['on', 'off']) expect(last(`${id}: ${word}`)?.status).toBe('ok');
    const parameters = Object.entries(lever.parameters).map(([name, spec]) => `${name}: ${written(spec)}`);
    if (parameters.length === 0) return;
    const cell = last(`${id}: {${parameters.join(', ')}}`);
    expect(cell?.diagnostics.filter((each) => each.severity === 'error')).toEqual([]);
    expect(cell?.status).toBe('ok');
  });

  it.each(
    optimizations.flatMap((lever) =>
      Object.entries(lever.parameters).map(([name, spec]) => [lever.id, name, spec] as const),
    ),
  )('%s.%s refuses what is outside its range', (id, name, spec) => {
    const beyond = spec.choices
      ? 'nothing-of-the-kind'
      : `${String(spec.most * 2 + 1)}${spec.unit === 's' ? ' s' : spec.unit === 'B/s' ? ' B/s' : ''}`;
    const codes = last(`${id}: {${name}: ${beyond}}`)?.diagnostics.map((each) => each.code);
    expect(codes).toContain(spec.choices ? 'value.not-one-of' : 'value.out-of-range');
  });

  it('a time needs its unit', () => {
    expect(last('trmt: {control: 2.5}')?.diagnostics.map((each) => each.code)).toContain('quantity.unit-missing');
    expect(kaseOf('trmt: {control: 2 us}')?.stack.network.saved.value).toBeCloseTo(2e-6, 12);
  });

  it('a word chooses, and the nearest is offered for a slip', () => {
    expect(kaseOf('nixl: {through: mooncake}')?.stack.transfer.share.value).toBe(0.82);
    const wrong = last('nixl: {through: moncake}')?.diagnostics.at(0);
    expect(wrong?.code).toBe('value.not-one-of');
    expect(wrong?.fixes?.[0]?.text).toBe('mooncake');
  });

  it('skipped levers say why', () => {
    const shown = last('fp4: on')?.design?.skipped;
    expect(shown?.map((each) => each.id)).toEqual(['fp4']);
    expect(shown?.[0]?.reason.en).toMatch(/^FP4 multiplies in FP4; .*H800.* has no FP4 units$/);
  });

  it('serving: shared puts both phases on one pool; pools end it', () => {
    const shared = '```yaml parallelism layout\ndecode: {tp: 1, ep: 32}\nserving: shared\n```\n';
    expect(kaseOf('mtp: off', shared)).toMatchObject({ shared: true, separatePools: false });
    const ended = `${shared}\`\`\`yaml parallelism later\ndecode: {tp: 1, dp: 16, ep: 16}\nprefill: {tp: 1, dp: 16, ep: 16}\npools: {prefill: {nodes: 2}, decode: {nodes: 2}}\n\`\`\`\n`;
    expect(kaseOf('mtp: off', ended)?.shared).toBeUndefined();
    expect(kaseOf('mtp: off', ended)?.separatePools).toBe(true);
  });
});
