import { describe, expect, it } from 'vitest';
import { charts, drawn } from '../../engine/charts';
import { csvOf, specText, wholeSvg } from '../../renderer/charts/pictures';
import { anEvaluation } from '../support/evaluation';

const look = { theme: 'light', language: 'en' } as const;

describe('a chart that is kept', () => {
  it('as CSV names the data set, quotes what needs it, and leaves out what is no value', () => {
    const csv = csvOf({ rows: [{ name: 'a, "b"', value: 0.5, tip: { title: 'x' } }], marks: [{ at: null }] });
    expect(csv.split('\r\n')).toEqual(['data,name,value,at', 'rows,"a, ""b""",0.5,', 'marks,,,']);
  });

  it.each(charts)('$id as CSV has a line for every row', (chart) => {
    const { data } = drawn(chart, anEvaluation(), look);
    const rows = Object.values(data).reduce((sum, each) => sum + each.length, 0);
    expect(csvOf(data).split('\r\n')).toHaveLength(rows + 1);
  });

  it('as SVG carries the patterns that its fills name', () => {
    const chart = charts[0];
    const { spec } = chart ? drawn(chart, anEvaluation(), look) : { spec: {} };
    const svg = wholeSvg('<svg class="marks" width="10"><g/></svg>', spec, '#fff');
    expect(svg).toMatch(
      /^<svg class="marks" width="10"><defs>.*id="hatch-compute-light".*<\/defs><rect .*fill="#fff"\/><g\/><\/svg>$/,
    );
  });

  it('as Vega-Lite holds its own data', () => {
    const chart = charts[0];
    const whole = chart && drawn(chart, anEvaluation(), look);
    expect(whole && JSON.parse(specText(whole))).toMatchObject({
      datasets: { columns: expect.any(Array), rows: expect.any(Array) },
    });
  });
});
