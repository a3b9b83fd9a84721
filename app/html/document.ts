/**
 * The case as one self-contained page: opens from a file, needs no network, prints. Charts are SVG in the page; with `live` a script of
 * ours (renderer/live) takes them over, under a policy that lets nothing else run.
 */

// Modules that only the bundler or Vega itself knows: also seen from the tests, whose project does not hold this folder.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./bundled.d.ts" />
import { createHash } from 'node:crypto';
import { hatchDefinitions, type CaseDocument, type Section, type ShownChart, type Theme } from '../../engine';
import { chartSvg, vegaOf } from './chart-svg';
import { blockMarkup, type Page } from './blocks';
import { fontFaces } from './fonts';
import { html, trusted, type Markup } from './markup';
import { styleSheet } from './style';

export interface PageOptions {
  readonly theme: Theme;
  /** With the script that makes the charts answer; a page for paper needs none. */
  readonly live: boolean;
}

/** Fits the page's column on a screen and paper. */
const chartWidth = 700;

export async function documentHtml(document: CaseDocument, { theme, live }: PageOptions): Promise<string> {
  const charts = chartsOf(document);
  const drawn = await Promise.all(
    [...charts].map(async ([id, chart]) => [id, await chartSvg(chart, chartWidth)] as const),
  );
  const page: Page = { document, pictures: new Map(drawn) };
  const script = live ? (await import('virtual:live-charts')).default : '';
  const zh = document.language === 'zh';
  const made = html`<!doctype html>
    <html lang="${zh ? 'zh-CN' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="generator" content="Chokepoint ${document.engine}" />
        <meta http-equiv="Content-Security-Policy" content="${policy(script)}" />
        <title>${document.title}</title>
        <style>
          ${trusted(fontFaces)}${trusted(styleSheet(theme))}
        </style>
      </head>
      <body>
        <svg width="0" height="0" aria-hidden="true" style="position:absolute">${trusted(hatchDefinitions(theme))}</svg>
        <main>
          <header class="title">
            <h1>${document.title}</h1>
            <p class="facts">${factsLine(document)}</p>
          </header>
          ${contents(document)} ${document.sections.map((section) => sectionMarkup(section, page))}
          <footer class="note">${closing(document)}</footer>
        </main>
        ${live ? liveParts(charts, script) : undefined}
      </body>
    </html> `;
  return made.markup;
}

/** What a line of every export says of how it was made. */
export function factsLine({ fidelity, runtime, currency, engine, time, language }: CaseDocument): string {
  const moment = time.slice(0, 16).replace('T', ' ');
  return language === 'zh'
    ? `精度档 ${fidelity} · 运行时 ${runtime} · 货币 ${currency} · 引擎 ${engine} · ${moment} UTC`
    : `fidelity ${fidelity} · runtime ${runtime} · currency ${currency} · engine ${engine} · ${moment} UTC`;
}

function closing({ engine, language }: CaseDocument): string {
  return language === 'zh' ? `由 Chokepoint ${engine} 生成。` : `Made by Chokepoint ${engine}.`;
}

/** The charts of the sections by the id of their block. */
export function chartsOf({ sections }: CaseDocument): ReadonlyMap<string, ShownChart> {
  return new Map(
    sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'chart' ? [[block.id, block.chart] as const] : [])),
    ),
  );
}

function contents({ sections }: CaseDocument): Markup {
  return html`<nav>${sections.map(({ id, title }) => html`<a href="#${id}">${title}</a>`)}</nav>`;
}

function sectionMarkup({ id, title, blocks }: Section, page: Page): Markup {
  return html`<section id="${id}" class="part">
    <h2>${title}</h2>
    ${blocks.map((block) => blockMarkup(block, page))} ${id === 'assumptions' ? sourceList(page.document) : undefined}
  </section>`;
}

function sourceList({ sources, language }: CaseDocument): Markup | undefined {
  if (sources.length === 0) return undefined;
  return html`<h3 id="sources">${language === 'zh' ? '来源' : 'Sources'}</h3>
    <ol class="sources">
      ${sources.map(
        ({ id, title, locator, date, url }) =>
          html`<li id="source-${id}">
            <span class="id">${id}</span>
            ${url?.startsWith('https://') ? html`<a href="${url}" rel="noreferrer">${title}</a>` : title}
            <span class="note">${[locator, date].filter((part) => part !== '').join(' · ')}</span>
          </li>`,
      )}
    </ol>`;
}

/** Only the one script whose hash stands here may run, and nothing may be fetched. */
function policy(script: string): string {
  const hash = createHash('sha256').update(script).digest('base64');
  const scripts = script === '' ? '' : ` script-src 'sha256-${hash}';`;
  return `default-src 'none';${scripts} style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'`;
}

function liveParts(charts: ReadonlyMap<string, ShownChart>, script: string): Markup {
  const specs = Object.fromEntries([...charts].map(([id, chart]) => [id, vegaOf(chart, chartWidth)]));
  // Inside a script element only "</" could end it, and "<!--" confuse it.
  const data = JSON.stringify(specs).replaceAll('<', '\\u003c');
  // As plain text: the hash in the policy is of exactly these characters.
  return trusted(`<script type="application/json" id="charts">${data}</script><script>${script}</script>`);
}
