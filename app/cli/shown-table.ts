/** A table of the notebook on the terminal. */

import type { Language, ShownTable, TableCell } from '../../engine';
import { changeText, numberText } from '../verdict';
import { tableText, type Page, type Style } from './print';

export function shownTableText({ columns, rows }: ShownTable, language: Language, page: Page): string {
  const heads = columns.map(({ title, align }) => ({
    title: title[language],
    align: align === 'number' ? ('right' as const) : ('left' as const),
  }));
  return tableText(
    heads,
    rows.map((row) => columns.map(({ id }) => cellText(row.cells[id], language, page.style))),
    page,
  );
}

function cellText(cell: TableCell | undefined, language: Language, style: Style): string {
  if (!cell || cell.kind === 'empty') return '';
  const note = cell.note ? ` ${style.dim(cell.note[language])}` : '';
  if (cell.kind === 'text') return cell.text[language] + note;
  const figure = numberText(cell.number);
  const change = cell.change ? changeText(cell.change, language) : '';
  const painted =
    cell.change?.better === undefined ? change : cell.change.better ? style.good(change) : style.alarm(change);
  return (
    [cell.best ? style.strong(figure) : figure, painted === '' ? '' : `(${painted})`]
      .filter((part) => part !== '')
      .join(' ') + note
  );
}
