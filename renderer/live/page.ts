/**
 * The script of an exported page, bundled into one text (scripts/steps/live-charts.mjs): puts a living view in the place of each
 * drawn chart, and says on hovering what the window says. Runs from a file, without a network and without eval.
 */

import { parse, View, type Spec } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';

const card = document.createElement('div');
card.className = 'tip';
card.hidden = true;
document.body.append(card);

interface Tip {
  readonly title: unknown;
  readonly value: unknown;
  readonly lines: readonly unknown[];
}

function tipOf(datum: unknown): Tip | undefined {
  if (typeof datum !== 'object' || datum === null || !('tip' in datum)) return undefined;
  const { tip } = datum;
  if (typeof tip !== 'object' || tip === null || !('title' in tip) || !('value' in tip) || !('lines' in tip))
    return undefined;
  const { title, value, lines } = tip;
  return { title, value, lines: Array.isArray(lines) ? lines : [] };
}

function line(text: unknown, name: string): HTMLElement {
  const made = document.createElement('div');
  made.className = name;
  made.textContent = String(text);
  return made;
}

function show(event: MouseEvent, datum: unknown): void {
  const tip = tipOf(datum);
  card.hidden = tip === undefined;
  if (!tip) return;
  card.replaceChildren(
    line(tip.title, 'tip-title'),
    line(tip.value, 'tip-value'),
    ...tip.lines.map((each) => line(each, 'tip-line')),
  );
  const { innerWidth, innerHeight } = window;
  card.style.left = `${String(Math.min(event.clientX + 12, innerWidth - card.offsetWidth - 8))}px`;
  card.style.top = `${String(Math.min(event.clientY + 14, innerHeight - card.offsetHeight - 8))}px`;
}

function isSpecs(value: unknown): value is Record<string, Spec> {
  return typeof value === 'object' && value !== null;
}

async function draw(): Promise<void> {
  const specs: unknown = JSON.parse(document.getElementById('charts')?.textContent ?? '{}');
  if (!isSpecs(specs)) return;
  for (const place of document.querySelectorAll<HTMLElement>('figure[data-chart]')) {
    const spec = specs[place.dataset['chart'] ?? ''];
    const frame = place.querySelector<HTMLElement>('.chart');
    if (!spec || !frame) continue;
    const stage = document.createElement('div');
    const view = new View(parse(spec, undefined, { ast: true }), {
      expr: expressionInterpreter,
      renderer: 'svg',
      container: stage,
      hover: true,
      tooltip: (_handler: unknown, event: MouseEvent, _item: unknown, value: unknown) => {
        show(event, value);
      },
    });
    await view.runAsync();
    frame.replaceChildren(stage);
    place.dataset['live'] = 'true';
  }
  document.documentElement.dataset['live'] = 'true';
}

void draw();
