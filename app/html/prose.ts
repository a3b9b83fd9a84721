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
  if (lines.every((line) => /^\s*[-*+][ \t]/.test(line)))
    return html`<ul>
      ${lines.map((line) => html`<li>${inline(line.replace(/^\s*[-*+][ \t]+/, ''))}</li>`)}
    </ul>`;
  if (lines.every((line) => /^\s*\d+[.)][ \t]/.test(line)))
    return html`<ol>
      ${lines.map((line) => html`<li>${inline(line.replace(/^\s*\d+[.)][ \t]+/, ''))}</li>`)}
    </ol>`;
  if (lines.every((line) => /^>/.test(line)))
    return html`<blockquote>${prose(lines.map((line) => line.replace(/^>[ \t]?/, '')).join('\n'))}</blockquote>`;
  return html`<p>${inline(text)}</p>`;
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
