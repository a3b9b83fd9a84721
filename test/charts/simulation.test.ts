import { describe, expect, it } from 'vitest';
import { drawn, latencyCharts, spentChart, timelineChart, type Drawn, type Look } from '../../engine/charts';
import { simulate } from '../../engine/simulate/simulation';
import { overTime, timelineRows } from '../../engine/simulate/timeline';
import { aSetup } from '../simulate/setup';
import { compiled, svgOf } from './drawing';

const looks: readonly Look[] = (['light', 'dark'] as const).flatMap((theme) =>
  (['en', 'zh'] as const).map((language) => ({ theme, language })),
);
const answer = simulate(
  aSetup({
    until: { requests: 300 },
    decode: { groups: 1, ranks: 40, cards: 1, maxBatch: 8, pages: 1e6, page: 64, grows: true, tokenBytes: 0, rate: 1 },
  }),
);
const { p50, p99 } = answer.latency.ttft;

function every(look: Look, slo: { ttft?: number; tpot?: number }): readonly Drawn[] {
  return [
    ...latencyCharts.map((chart) => drawn(chart, { answer, slo }, look)),
    drawn(timelineChart, overTime(answer), look),
    drawn(spentChart, answer, look),
  ];
}

describe('charts of a simulation', () => {
  it.each(looks)('compile without a warning and draw in %j, with an SLO and without', async (look) => {
    for (const chart of [...every(look, { ttft: p50.value, tpot: 1 }), ...every(look, {})]) {
      expect(compiled(chart).warnings).toEqual([]);
      expect(await svgOf(chart)).toContain('<svg');
    }
  });

  it('tell what misses the SLO, and how many are inside', () => {
    const [ttft] = every({ theme: 'light', language: 'en' }, { ttft: (p50.value + p99.value) / 2 });
    expect(ttft?.data['marks']?.map((mark) => mark['missed'])).toEqual([false, expect.any(Boolean), true]);
    expect(ttft?.data['slo']?.[0]).toMatchObject({ shown: true });
  });

  it('join neighbouring ranks where there are more than can be told apart, and lose none', () => {
    const spent = drawn(spentChart, answer, { theme: 'light', language: 'en' });
    const titles = spent.data['bars']?.map((bar) => String(bar['title']));
    expect(titles?.[0]).toBe('Prefill rank 0');
    expect(titles?.length).toBeLessThanOrEqual(17);
    expect(titles?.at(-1)).toMatch(/39$/);
  });

  it('have a band for each quantity over time', () => {
    const chart = drawn(timelineChart, overTime(answer), { theme: 'light', language: 'en' });
    expect(chart.data['bands']).toHaveLength(timelineRows.length);
    expect(chart.data['rows']).toHaveLength(timelineRows.length * answer.series.length);
  });
});
