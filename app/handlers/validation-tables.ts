/** The report of validation as tables: for the terminal and the window. */

import {
  figures,
  narrowSpace,
  peerIds,
  peerTitles,
  type Bar,
  type ShownTable,
  type TableCell,
  type Text,
  type TransferReport,
  type ValidationReport,
} from '../../engine';
/** What the suites that were run hold together; none for a person's own file. */
export function judgementTables({ bars = [], transfers = [] }: ValidationReport): readonly ShownTable[] {
  return [...(bars.length > 0 ? [barsTable(bars)] : []), ...(transfers.length > 0 ? [transfersTable(transfers)] : [])];
}

/** Figures in the unit of their case: the article's own, else SI. */
export function casesTable({ cases }: ValidationReport): ShownTable {
  const tools = peerIds.filter((id) => cases.some(({ peers = [] }) => peers.some(({ tool }) => tool === id)));
  return {
    id: 'validation',
    title: { en: 'Figures against the model', zh: '数字与模型对照' },
    columns: [
      { id: 'id', title: { en: 'case', zh: '算例' }, align: 'text' },
      { id: 'predicted', title: { en: 'model', zh: '模型' }, align: 'number' },
      { id: 'actual', title: { en: 'figure', zh: '原值' }, align: 'number' },
      { id: 'unit', title: { en: 'unit', zh: '单位' }, align: 'text' },
      { id: 'error', title: { en: 'error', zh: '误差' }, align: 'number' },
      ...tools.map((tool) => ({ id: tool, title: peerTitles[tool], align: 'number' as const })),
      { id: 'pass', title: { en: 'within its bar', zh: '在容差内' }, align: 'text' },
      { id: 'note', title: { en: 'note', zh: '备注' }, align: 'text' },
    ],
    rows: cases.map(({ suite, id, predicted, actual, unit, error, pass, note, peers = [] }) => ({
      id: `${suite}/${id}`,
      cells: {
        id: plain(id),
        predicted: plain(predicted === null ? '—' : figures(predicted, 4)),
        actual: plain(figures(actual, 4)),
        unit: plain(unit),
        error: plain(error === null ? '—' : percent(error)),
        ...Object.fromEntries(
          tools.map((tool) => {
            const said = peers.find((each) => each.tool === tool);
            return [tool, plain(said ? `${figures(said.predicted, 4)} ${percent(said.error)}` : '')];
          }),
        ),
        pass: words(pass === null ? { en: '', zh: '' } : yesOrNo(pass)),
        note: plain(note),
      },
    })),
  };
}

/** What the shipped suites must hold, and by how much they do. */
function barsTable(bars: readonly Bar[]): ShownTable {
  return {
    id: 'validation-bars',
    title: { en: 'What must hold', zh: '须达到的门槛' },
    columns: [
      { id: 'bar', title: { en: 'bar', zh: '门槛' }, align: 'text' },
      { id: 'figure', title: { en: 'figure', zh: '数值' }, align: 'number' },
      { id: 'limit', title: { en: 'limit', zh: '限值' }, align: 'number' },
      { id: 'holds', title: { en: 'holds', zh: '达到' }, align: 'text' },
    ],
    rows: bars.map(({ id, title, value, limit, is, pass }) => ({
      id,
      cells: {
        bar: plain(title),
        figure: plain(figures(value, 3)),
        limit: plain(`${is === 'at most' ? '≤' : '≥'} ${figures(limit, 3)}`),
        holds: words(yesOrNo(pass)),
      },
    })),
  };
}

/** One chip from the curves of another: mean |ln ratio| over the kernels that both were timed with. */
function transfersTable(transfers: readonly TransferReport[]): ShownTable {
  const error = (value: number | undefined) => plain(value === undefined ? '—' : figures(value, 2));
  return {
    id: 'validation-transfers',
    title: {
      en: 'One chip from the curves of another, mean |ln ratio|',
      zh: '以一款芯片的曲线预测另一款，平均 |ln 比值|',
    },
    columns: [
      { id: 'pair', title: { en: 'curves of → on', zh: '曲线来自 → 用于' }, align: 'text' },
      { id: 'kernels', title: { en: 'kernels', zh: '算子' }, align: 'number' },
      { id: 'datasheet', title: { en: 'with its datasheet', zh: '按其规格书' }, align: 'number' },
      { id: 'ceilings', title: { en: 'with its two ceilings', zh: '按其两项实测上限' }, align: 'number' },
      { id: 'own', title: { en: 'its own fit', zh: '自身拟合' }, align: 'number' },
      { id: 'why', title: { en: 'why', zh: '原因' }, align: 'text', isRemark: true },
    ],
    rows: transfers.map(({ from, to, title, kernels, errors, why }) => ({
      id: `${from}/${to}`,
      cells: {
        pair: plain(title),
        kernels: plain(String(kernels)),
        datasheet: error(errors?.datasheet),
        ceilings: error(errors?.ceilings),
        own: error(errors?.own),
        why: plain(why),
      },
    })),
  };
}

function yesOrNo(holds: boolean): Text {
  return holds ? { en: 'yes', zh: '是' } : { en: 'NO', zh: '否' };
}

/** What is below a thousandth of a per cent is an error of the arithmetic. */
const nothing = 0.00001;

export function percent(share: number): string {
  const shown = Math.abs(share) < nothing ? 0 : share;
  return `${shown > 0 ? '+' : ''}${figures(shown * 100, 2)}${narrowSpace}%`;
}

function plain(text: string): TableCell {
  return words({ en: text, zh: text });
}

function words(text: Text): TableCell {
  return { kind: 'text', text };
}
