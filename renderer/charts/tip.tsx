/** What hovering a mark says: its name and value, and how that value came about. */

import { createPortal } from 'react-dom';

export interface Tip {
  readonly title: string;
  readonly value: string;
  readonly lines: readonly string[];
}

export interface Hovered {
  readonly tip: Tip;
  readonly x: number;
  readonly y: number;
}

/** The tip of a datum of a chart, if it has one. */
export function tipOf(datum: unknown): Tip | undefined {
  if (typeof datum !== 'object' || datum === null || !('tip' in datum)) return undefined;
  const { tip } = datum;
  if (typeof tip !== 'object' || tip === null || !('title' in tip) || !('value' in tip) || !('lines' in tip))
    return undefined;
  const { title, value, lines } = tip;
  if (typeof title !== 'string' || typeof value !== 'string' || !Array.isArray(lines)) return undefined;
  return { title, value, lines: lines.map(String) };
}

const width = 240;

export function TipCard({ hovered: { tip, x, y } }: { readonly hovered: Hovered }) {
  const left = Math.min(x + 12, window.innerWidth - width - 8);
  const below = y < window.innerHeight - 120;
  const place = below ? { top: y + 14 } : { bottom: window.innerHeight - y + 10 };
  return createPortal(
    <div className="chart-tip" role="tooltip" style={{ left, ...place, maxWidth: width }}>
      <div className="chart-tip-head">
        <span>{tip.title}</span>
        <span className="chart-tip-value">{tip.value}</span>
      </div>
      {tip.lines.map((line) => (
        <div key={line} className="chart-tip-line">
          {line}
        </div>
      ))}
    </div>,
    document.body,
  );
}
