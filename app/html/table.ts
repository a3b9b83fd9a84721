/** A table of the notebook as markup: numbers with their units, changes judged, the best in bold. */

import type { Language, ShownChange, ShownNumber, ShownTable, TableCell } from '../../engine';
import { changeText } from '../verdict';
import { html, type Markup } from './markup';

export function table(shown: ShownTable, language: Language): Markup {
  const columns = shown.columns.filter(({ isRemark }) => !isRemark);
  const remarks = shown.columns.filter(({ isRemark }) => isRemark);
  const wide = columns.length > 6 ? ' wide-table' : '';
  return html`<div class="wide">
    <table class="shown${wide}">
      <caption>
        ${shown.title[language]}
      </caption>
      <thead>
        <tr>
          ${columns.map(({ title, align }) => html`<th class="${align === 'number' ? 'number' : ''}">${title[language]}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${shown.rows.map(
          (row) =>
            html`<tr>
                ${columns.map(({ id, align }) => html`<td class="${align === 'number' ? 'number' : ''} ${row.cells[id]?.kind === 'text' ? 'words' : ''}">${tableCell(row.cells[id], language)}</td>`)}
              </tr>
              ${remarks.map(({ id }) => remark(row.cells[id], columns.length, language))}`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** A sentence about the row stands under it, over its whole width. */
function remark(cell: TableCell | undefined, columns: number, language: Language): Markup | undefined {
  if (!cell || cell.kind === 'empty') return undefined;
  return html`<tr class="remark">
    <td class="words" colspan="${columns}">${tableCell(cell, language)}</td>
  </tr>`;
}

function tableCell(cell: TableCell | undefined, language: Language): Markup | undefined {
  if (!cell || cell.kind === 'empty') return undefined;
  const note = cell.note ? html` <span class="note">${cell.note[language]}</span>` : undefined;
  if (cell.kind === 'text') return html`${cell.text[language]}${note}`;
  return html`<span class="${cell.best ? 'best' : ''}">${value(cell.number)}</span
    >${cell.change ? html` ${change(cell.change, language)}` : undefined}${note}`;
}

export function value(number: ShownNumber | undefined): Markup | undefined {
  if (!number) return undefined;
  return html`${number.text}<span class="unit">${number.unit === '' ? '' : `\u202f${number.unit}`}</span>`;
}

function change(shown: ShownChange, language: Language): Markup | undefined {
  return html`<span class="change ${shown.better === undefined ? '' : shown.better ? 'better' : 'worse'}"
    >${changeText(shown, language)}</span
  >`;
}
