/** A notebook as one self-contained HTML page: verdict, prose, every cell's figures and charts, sources. Opens from a file, needs no network, prints. */

import {
  hatchDefinitions,
  say,
  type CellResult,
  type Diagnostic,
  type NotebookHead,
  type ShownChart,
  type SourceCell,
} from '../../engine';
import type { Look } from '../contract';
import { severityWords, statusWords } from '../words';
import { verdictColumns, verdictRows } from '../verdict';
import { figures, levers, loads, table, verdictLine } from './cell';
import { chartSvg } from './chart-svg';
import { html, trusted, type Markup } from './markup';
import { prose } from './prose';
import { styleSheet } from './style';

export interface ReportSource {
  readonly id: string;
  readonly title: string;
  readonly locator: string;
  readonly date: string;
  readonly url?: string;
}

export interface Report {
  readonly head: NotebookHead;
  readonly cells: readonly SourceCell[];
  readonly results: readonly CellResult[];
  readonly charts: ReadonlyMap<string, readonly ShownChart[]>;
  readonly sources: readonly ReportSource[];
  readonly engine: string;
  readonly time: Date;
  readonly look: Look;
}

/** Fits the page's column on a screen and paper. */
const chartWidth = 940;

export async function reportHtml(report: Report): Promise<string> {
  const { head, look, cells } = report;
  const zh = look.language === 'zh';
  const title = head.title || (zh ? '未命名笔记本' : 'Untitled notebook');
  const results = new Map(report.results.map((result) => [result.id, result]));
  const sections: Markup[] = [];
  for (const cell of cells) {
    if (cell.kind === 'prose') sections.push(prose(cell.body));
    else if (cell.kind !== 'front') sections.push(await cellSection(cell, results.get(cell.id), report));
  }
  const page = html`<!doctype html>
    <html lang="${zh ? 'zh-CN' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="generator" content="Chokepoint ${report.engine}" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        />
        <title>${title}</title>
        <style>
          ${trusted(styleSheet(look.theme))}
        </style>
      </head>
      <body>
        <svg width="0" height="0" aria-hidden="true" style="position:absolute">
          ${trusted(hatchDefinitions(look.theme))}
        </svg>
        <main>
          <h1>${title}</h1>
          <p class="facts">${facts(report)}</p>
          <h2>${zh ? '结论' : 'Verdict'}</h2>
          ${verdict(report)} ${sections} ${sourceList(report)}
          <footer class="note">${closing(report)}</footer>
        </main>
      </body>
    </html> `;
  return page.markup;
}

function facts({ head, engine, time, look: { language } }: Report): string {
  const day = time.toISOString().slice(0, 16).replace('T', ' ');
  return language === 'zh'
    ? `精度档 ${head.fidelity} · 运行时 ${head.runtime} · 货币 ${head.currency} · 引擎 ${engine} · ${day} UTC`
    : `fidelity ${head.fidelity} · runtime ${head.runtime} · currency ${head.currency} · engine ${engine} · ${day} UTC`;
}

function closing({ engine, look: { language } }: Report): string {
  return language === 'zh'
    ? `由 Chokepoint ${engine} 生成。每个数字旁的标记是其最弱依据：实测 > 规格书 > 标定 > 用户给定 > 假设。`
    : `Made by Chokepoint ${engine}. The word beside a figure is its weakest fact: measured > datasheet > calibrated > given > assumed.`;
}

function verdict({ results, look: { language } }: Report): Markup {
  const rows = verdictRows(results, language);
  if (rows.length === 0) return html`<p>${language === 'zh' ? '没有定义任何设计。' : 'No cell defines a design.'}</p>`;
  return html`<div class="wide">
    <table class="verdict-table">
      <thead>
        <tr>
          ${verdictColumns.map(({ title, align }) => html`<th class="${align === 'right' ? 'number' : ''}">${title[language]}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr class="${row.status}">
              ${verdictColumns.map(
                ({ id, align }) =>
                  html`<td
                    class="${align === 'right' ? 'number' : ''} ${id === 'change' && row.better !== undefined ? (row.better ? 'better' : 'worse') : ''}"
                  >
                    ${row.cells[id]}
                  </td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

async function cellSection(cell: SourceCell, result: CellResult | undefined, report: Report): Promise<Markup> {
  const { language } = report.look;
  const status = result?.status ?? 'ok';
  const [first, ...more] = await Promise.all(
    (report.charts.get(cell.id) ?? []).map((chart) => figure(chart, report.look)),
  );
  const rest =
    more.length === 0
      ? undefined
      : html`<details${more.length > 0 && isHeadline(cell, report) ? trusted(' open') : undefined}><summary>${language === 'zh' ? '更多图表' : 'More charts'}</summary>${more}</details>`;
  return html`<section class="cell ${status}" id="${cell.id}">
    <header>
      <span class="kind">${cell.kind}</span
      ><span class="id">${cell.name ?? cell.id}</span
      >${cell.from === undefined ? undefined : html`<span class="kind">from ${cell.from}</span>`}<span class="state"
        >${statusWords[status][language]}</span
      >
    </header>
    ${result ? verdictLine(result, language) : undefined}
    ${(result?.diagnostics ?? []).map((problem) => diagnosticLine(problem, cell, language))}
    <pre>${cell.body}</pre>
    ${first} ${result?.design ? loads(result.design, language) : undefined} ${rest}
    ${(result?.tables ?? []).map((each) => table(each, language))}
    ${result?.design ? html`${figures(result.design, language)}${levers(result.design, language)}` : undefined}
  </section>`;
}

function isHeadline(cell: SourceCell, { head, results }: Report): boolean {
  const last = results.filter((result) => result.design).at(-1);
  return cell.id === (head.headline ?? last?.id);
}

function diagnosticLine(problem: Diagnostic, cell: SourceCell, language: Look['language']): Markup {
  const where = problem.at
    ? language === 'zh'
      ? `第 ${cell.line + problem.at.line - 1} 行：`
      : `line ${cell.line + problem.at.line - 1}: `
    : '';
  const colon = language === 'zh' ? '：' : ': ';
  return html`<p class="diagnostic ${problem.severity}">
    ${severityWords[problem.severity][language]}${colon}${where}${say(problem, language)}
  </p>`;
}

async function figure(chart: ShownChart, look: Look): Promise<Markup> {
  const svg = await chartSvg(chart, chartWidth);
  return html`<figure>
    <figcaption><b>${chart.title[look.language]}</b><span>${chart.hint[look.language]}</span></figcaption>
    ${trusted(svg)}
  </figure>`;
}

function sourceList({ sources, look: { language } }: Report): Markup | undefined {
  if (sources.length === 0) return undefined;
  return html`<h2>${language === 'zh' ? '来源' : 'Sources'}</h2>
    <ol>
      ${sources.map(
        ({ id, title, locator, date, url }) =>
          html`<li>
            <span class="id">${id}</span>
            ${url?.startsWith('https://') ? html`<a href="${url}" rel="noreferrer">${title}</a>` : title}
            <span class="note">${[locator, date].filter((part) => part !== '').join(' · ')}</span>
          </li>`,
      )}
    </ol>`;
}
