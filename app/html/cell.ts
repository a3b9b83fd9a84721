/** One cell's answer as markup: verdict in words, figures, tables, levers. */

import {
  figures as figureText,
  metricInfo,
  type CellResult,
  type Language,
  type ShownChange,
  type ShownDesign,
  type ShownNumber,
  type ShownPhase,
  type ShownTable,
  type TableCell,
  type Text,
} from '../../engine';
import { resourceWords, trustWords } from '../words';
import { changeText, numberText, percentText } from '../verdict';
import { html, type Markup } from './markup';

export function verdictLine(result: CellResult, language: Language): Markup | undefined {
  const { design } = result;
  if (!design) {
    if (result.blockedBy === undefined) return undefined;
    return html`<p class="verdict">
      ${language === 'zh' ? `等待 ${result.blockedBy}` : `Waits for ${result.blockedBy}`}
    </p>`;
  }
  const phases = [design.prefill, design.decode].flatMap((phase) => (phase ? [phaseLine(phase, language)] : []));
  return phases.length === 0 ? undefined : html`<p class="verdict">${phases.map((line) => html`${line}<br />`)}</p>`;
}

function phaseLine(phase: ShownPhase, language: Language): string {
  const name = phase.name === 'prefill' ? 'Prefill' : 'Decode';
  const time = numberText(phase.time);
  if (!phase.bottleneck) return `${name} ${time}`;
  const binds = resourceWords[phase.bottleneck][language];
  if (language === 'zh') {
    const next = phase.next
      ? `；${binds}到 ${numberText(phase.next.gain)} 倍后轮到${resourceWords[phase.next.resource].zh}`
      : '';
    return `${name} ${time}：${binds}是瓶颈${next}`;
  }
  const next = phase.next
    ? `; then ${resourceWords[phase.next.resource].en}, at ${numberText(phase.next.gain)}× the ${binds}`
    : '';
  return `${name} ${time}: ${binds} binds${next}`;
}

/** Table 1's measures, in words (LOOK.md 4). */
const measureWords: Readonly<Record<string, Text>> = {
  mfu: { en: 'MFU, at least', zh: 'MFU，至少' },
  'memory.fill': { en: 'fill, at most', zh: '占用率，至多' },
  memory_ratio: { en: 'against compute, at most', zh: '与计算时间之比，至多' },
  communication_ratio: { en: 'against compute, at most', zh: '与计算时间之比，至多' },
};

/** The four resources of each phase: seconds it binds and is busy, its own measure against its limit. */
export function loads(design: ShownDesign, language: Language): Markup | undefined {
  const phases = [design.prefill, design.decode].flatMap((phase) => (phase ? [phase] : []));
  if (phases.length === 0) return undefined;
  const titles =
    language === 'zh'
      ? ['', '资源', '决定时长', '占用', '占比', '指标', '实际', '界限']
      : ['', 'resource', 'binds', 'busy', 'of the pass', 'measure', 'is', 'limit'];
  const rows = phases.flatMap((phase) =>
    phase.load.map(
      (load, i) =>
        html`<tr>
          <td>${i === 0 ? (phase.name === 'prefill' ? 'Prefill' : 'Decode') : undefined}</td>
          <td>${load.resource === phase.bottleneck ? '\u25b6\u25c0 ' : ''}${resourceWords[load.resource][language]}</td>
          <td class="number">${value(load.binds)}</td>
          <td class="number">${value(load.busy)}</td>
          <td class="number">${load.share === null ? '—' : percentText(load.share)}</td>
          <td>${measureWords[load.measure]?.[language] ?? load.measure}</td>
          <td class="number ${load.alarm ? 'alarm' : ''}">${value(load.value)}</td>
          <td class="number">${figureText(load.limit)}</td>
        </tr>`,
    ),
  );
  return html`<div class="wide">
    <table>
      <thead>
        <tr>
          ${titles.map((title, i) => html`<th class="${[2, 3, 4, 6, 7].includes(i) ? 'number' : ''}">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

/** Every metric of a design with its change and its trust. */
export function figures(design: ShownDesign, language: Language): Markup | undefined {
  const names = Object.keys(design.metrics);
  if (names.length === 0) return undefined;
  const known = Object.keys(metricInfo);
  const order = [...known.filter((name) => names.includes(name)), ...names.filter((name) => !known.includes(name))];
  const words =
    language === 'zh'
      ? ['全部数字', '指标', '值', '变化', '依据']
      : ['All figures', 'metric', 'value', 'change', 'rests on'];
  const [summary, ...titles] = words;
  return html`<details>
    <summary>${summary}</summary>
    <table>
      <thead>
        <tr>
          ${titles.map((title, i) => html`<th class="${i === 1 ? 'number' : ''}">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${order.map((name) => {
          const number = design.metrics[name];
          return html`<tr>
            <td>${metricInfo[name]?.title[language] ?? name} <span class="note id">${name}</span></td>
            <td class="number">${value(number)}</td>
            <td>${change(design.delta[name], language)}</td>
            <td class="trust">${number?.trust ? trustWords[number.trust][language] : undefined}</td>
          </tr>`;
        })}
      </tbody>
    </table>
  </details>`;
}

function value(number: ShownNumber | undefined): Markup | undefined {
  if (!number) return undefined;
  const missing =
    number.missing && number.missing.length > 0
      ? html` <span class="note">${number.missing.join(', ')}</span>`
      : undefined;
  return html`${number.text}<span class="unit">${number.unit === '' ? '' : `\u202f${number.unit}`}</span>${missing}`;
}

function change(shown: ShownChange | undefined, language: Language): Markup | undefined {
  if (!shown) return undefined;
  return html`<span class="change ${shown.better === undefined ? '' : shown.better ? 'better' : 'worse'}"
    >${changeText(shown, language)}</span
  >`;
}

export function levers(design: ShownDesign, language: Language): Markup | undefined {
  const [on, off] = language === 'zh' ? ['已开启', '已跳过'] : ['On', 'Skipped'];
  const studied = language === 'zh' ? '（该权重并非如此训练）' : ' (not this checkpoint)';
  const colon = language === 'zh' ? '：' : ': ';
  const applied = design.applied.map((lever) => lever.title[language] + (lever.whatIf ? studied : ''));
  const skipped = design.skipped.map((lever) => `${lever.title[language]}${colon}${lever.reason[language]}`);
  if (applied.length + skipped.length === 0) return undefined;
  return html`<p class="note">
    ${applied.length > 0 ? `${on}${colon}${applied.join(' · ')}` : undefined}${skipped.map((line) => html`<br />${off} · ${line}`)}
  </p>`;
}

export function table(shown: ShownTable, language: Language): Markup {
  return html`<h4>${shown.title[language]}</h4>
    <div class="wide">
      <table>
        <thead>
          <tr>
            ${shown.columns.map(({ title, align }) => html`<th class="${align === 'number' ? 'number' : ''}">${title[language]}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${shown.rows.map(
            (row) =>
              html`<tr>
                ${shown.columns.map(({ id, align }) => html`<td class="${align === 'number' ? 'number' : ''} ${row.cells[id]?.kind === 'text' ? 'words' : ''}">${tableCell(row.cells[id], language)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

function tableCell(cell: TableCell | undefined, language: Language): Markup | undefined {
  if (!cell || cell.kind === 'empty') return undefined;
  const note = cell.note ? html` <span class="note">${cell.note[language]}</span>` : undefined;
  if (cell.kind === 'text') return html`${cell.text[language]}${note}`;
  return html`<span class="${cell.best ? 'best' : ''}">${value(cell.number)}</span
    >${cell.change ? html` ${change(cell.change, language)}` : undefined}${note}`;
}
