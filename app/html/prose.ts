/** A notebook's prose: the part of Markdown that people write between cells. Anything else stays as it was typed. */

import { html, type Markup } from './markup';

export function prose(text: string): Markup {
  return html`${blocksOf(text).map(block)}`;
}

function blocksOf(text: string): string[] {
  return text
    .replace(/\r/g, '')
    .split(/\n{2,}/)
    .map((part) => part.replace(/^\n+|\n+$/g, ''))
    .filter((part) => part.trim() !== '');
}

const bullet = /^\s*[-*+][ \t]+/;
const numbered = /^\s*\d+[.)][ \t]+/;

function block(text: string): Markup {
  const lines = text.split('\n');
  if (lines.length === 0) return html``;
  const heading = /^(#{1,6})[ \t]+(.+?)[ \t#]*$/.exec(lines[0] ?? '');
  if (heading) {
    const rest = lines.slice(1).join('\n');
    return html`${headingOf((heading[1] ?? '').length, heading[2] ?? '')}${rest.trim() === '' ? undefined : block(rest)}`;
  }
  if (/^ {0,3}(`{3,}|~{3,})/.test(text)) {
    const body = lines.slice(1, /^ {0,3}(`{3,}|~{3,})[ \t]*$/.test(lines.at(-1) ?? '') ? -1 : undefined);
    return html`<pre>${body.join('\n')}</pre>`;
  }
  const start = lines.findIndex((line) => bullet.test(line) || numbered.test(line));
  if (start > 0) return html`${block(lines.slice(0, start).join('\n'))}${block(lines.slice(start).join('\n'))}`;
  if (start === 0) return list(lines);
  if (/^\s*\|.*\|\s*$/.test(lines[0] ?? '') && /^\s*\|[\s:|-]+\|\s*$/.test(lines[1] ?? '')) return tableOf(lines);
  if (lines.every((line) => /^>/.test(line)))
    return html`<blockquote>${prose(lines.map((line) => line.replace(/^>[ \t]?/, '')).join('\n'))}</blockquote>`;
  return html`<p>${inline(joined(lines))}</p>`;
}

/** An item goes on over the lines that start none. */
function list(lines: readonly string[]): Markup {
  const sign = numbered.test(lines[0] ?? '') ? numbered : bullet;
  const items: string[][] = [];
  for (const line of lines) {
    const item = items.at(-1);
    if (sign.test(line) || !item) items.push([line.replace(sign, '')]);
    else item.push(line.trim());
  }
  const made = items.map((item) => html`<li>${inline(joined(item))}</li>`);
  return sign === numbered
    ? html`<ol>
        ${made}
      </ol>`
    : html`<ul>
        ${made}
      </ul>`;
}

function tableOf([head = '', , ...rows]: readonly string[]): Markup {
  const cells = (line: string): string[] =>
    line
      .trim()
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((cell) => cell.trim());
  return html`<table>
    <thead>
      <tr>
        ${cells(head).map((cell) => html`<th>${inline(cell)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${cells(row).map((cell) => html`<td class="words">${inline(cell)}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** A wrapped line goes on: with a space, but not between two Chinese characters. */
function joined(lines: readonly string[]): string {
  return lines.reduce((text, line) =>
    /[\p{Script=Han}，。；：、！？）】」]$/u.test(text) ? text + line.trim() : `${text}\n${line}`,
  );
}

/** The page's own title is the first level; the notebook's headings stand below it. */
function headingOf(level: number, text: string): Markup {
  if (level === 1) return html`<h2>${inline(text)}</h2>`;
  return level === 2 ? html`<h3>${inline(text)}</h3>` : html`<h4>${inline(text)}</h4>`;
}

const marks = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\n]+)\*|\[([^\]]+)\]\((https?:[^)\s]+)\)/g;

function inline(text: string): Markup {
  const parts: (Markup | string)[] = [];
  let at = 0;
  for (const match of text.matchAll(marks)) {
    const [all, code, strong, emphasis, label, link] = match;
    parts.push(text.slice(at, match.index));
    if (code !== undefined) parts.push(html`<code>${code}</code>`);
    else if (strong !== undefined) parts.push(html`<strong>${strong}</strong>`);
    else if (emphasis !== undefined) parts.push(html`<em>${emphasis}</em>`);
    else parts.push(html`<a href="${link}" rel="noreferrer">${label}</a>`);
    at = match.index + all.length;
  }
  parts.push(text.slice(at));
  return html`${parts}`;
}
