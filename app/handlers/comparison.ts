/** Two to six designs side by side: of saved runs, or of a notebook as it stands. */

import { dirname, extname } from 'node:path';
import {
  metricFigure,
  alikeWriter,
  attribute,
  diagnostic,
  drawn,
  leverSetting,
  leverTitle,
  metricInfo,
  narrowSpace,
  shownNumber,
  waterfallChart,
  type Design,
  type ShownChart,
  type ShownTable,
  type TableCell,
  type Text,
} from '../../engine';
import type { Comparison, Look } from '../contract';
import type { ComparePick, Waterfall } from '../history-contract';
import { compareDesigns, type Column } from '../history/comparison';
import type { RunRecord, StoredDesign } from '../history/record';
import { showRun } from '../history/runs';
import { isObject, readQ } from '../history/stored-case';
import { Refusal } from '../outcome';
import { chartsOfStored } from './charts';
import { headlineOf, recordOf } from './record';
import type { Workshop } from './workshop';

interface Chosen {
  readonly pick: ComparePick;
  readonly record: RunRecord;
  readonly design: StoredDesign;
  /** Of the run; undefined for a notebook as it stands. */
  readonly run?: number;
}

export interface CompareAsk {
  readonly picks: readonly ComparePick[];
  readonly look: Look;
  readonly baseline?: number | undefined;
}

export async function compare(workshop: Workshop, { picks, look, baseline = 0 }: CompareAsk): Promise<Comparison> {
  const chosen = await Promise.all(picks.map((pick) => choose(workshop, pick)));
  const columns = chosen.map(({ record, design, run }, i): Column => ({
    id: `c${i}`,
    title: same(`${record.title} / ${design.cell}${run === undefined ? '' : ` #${run}`}`),
    design,
    currency: record.currency,
    name: nameIn(chosen, i),
  }));
  return {
    columns: chosen.map(({ record, design, run, pick }, i) => ({
      pick,
      ...(run === undefined ? {} : { run }),
      title: record.title,
      cards: cardsOf(design) ?? nameIn(chosen, i),
      cell: design.cell,
      cells: record.designs.filter((each) => each.case !== undefined).map((each) => each.cell),
      time: record.time,
      engine: record.engine,
    })),
    ...compareDesigns(columns, { names: { title: leverTitle, setting: leverSetting }, baseline }),
    charts: chosen.map(({ design }): readonly ShownChart[] => chartsOfStored(design.case, look)),
  };
}

async function choose(workshop: Workshop, pick: ComparePick): Promise<Chosen> {
  if ('run' in pick) {
    const record = await workshop.ask((history) => showRun(history, pick.run));
    return { pick, record, design: designIn(record, pick.cell, `Run #${pick.run}`), run: pick.run };
  }
  const { text, folder, name } = pick;
  const run = await workshop.run(text, { limits: false, ...(folder === undefined ? {} : { folder }) });
  const record = recordOf(run, { text, engine: workshop.engine, time: workshop.ports.now(), title: name });
  return { pick, record, design: designIn(record, pick.cell, name) };
}

/** The cell asked for; unsaid, the headline, else the last. */
function designIn({ designs, headline }: RunRecord, cell: string | undefined, id: string): StoredDesign {
  const wanted = cell ?? headline;
  const design = designs.find((each) => each.cell === wanted) ?? (wanted === undefined ? designs.at(-1) : undefined);
  if (design) return design;
  const known = designs.map((each) => each.cell).join(', ');
  throw new Refusal(diagnostic('history.no-design', { id, cell: wanted ?? '', known }));
}

function same(text: string): Text {
  return { en: text, zh: text };
}

/** "16 × NVIDIA H20 96 GB"; undefined where the case does not say. */
function cardsOf({ case: kase, chips }: StoredDesign): string | undefined {
  const [chip] = chips.length === 1 ? chips : [chips.join(' + ')];
  const decode = isObject(kase) ? kase.decode : undefined;
  const cards = isObject(decode) ? readQ(decode.cards)?.value : undefined;
  return chip && cards !== undefined ? `${cards} × ${chip}` : undefined;
}

/** The shortest that tells it from the others: cards, else its cell, else cell and run. */
function nameIn(chosen: readonly Chosen[], at: number): string {
  const ways: readonly ((each: Chosen) => string | undefined)[] = [
    ({ design }) => cardsOf(design),
    ({ design }) => design.cell,
    ({ design, run }) => (run === undefined ? design.cell : `${design.cell} #${run}`),
  ];
  const own = chosen[at];
  for (const way of ways) {
    const name = own && way(own);
    if (name !== undefined && chosen.filter((each) => way(each) === name).length === 1) return name;
  }
  return `${own?.design.cell ?? ''} (${at + 1})`;
}

// ── what each input that differs adds ────────────────────────────────────────────────────────────

export interface WaterfallAsk {
  readonly from: ComparePick;
  readonly to: ComparePick;
  readonly metric: string;
  readonly look: Look;
}

export async function waterfallOf(workshop: Workshop, asked: WaterfallAsk): Promise<Waterfall | null> {
  const from = await designOf(workshop, asked.from);
  const to = await designOf(workshop, asked.to);
  const found = attribute({ from, to, metric: asked.metric, catalog: await workshop.catalog() });
  if (!found) return null;
  const { metric, parts, orders } = found;
  const info = metricInfo[metric] ?? {
    title: same(metric),
    unit: '1' as const,
    reads: '1' as const,
    better: 'neither' as const,
  };
  const { language } = asked.look;
  let sum = found.from;
  const steps = [
    { cell: ends.from[language], value: found.from, fits: true },
    ...parts.map(({ title, change }) => ({ cell: title[language], value: (sum += change), fits: true })),
  ];
  const alike = alikeWriter([found.from, found.to], info.reads, to.currency);
  const chart = drawn(
    waterfallChart,
    {
      metric: { id: metric, unit: info.reads, better: info.better },
      steps,
      end: ends.to[language],
      write: (value) => {
        const shown = alike(value);
        return shown.unit === '' ? shown.text : `${shown.text}${narrowSpace}${shown.unit}`;
      },
    },
    asked.look,
  );
  const method = methodText(orders);
  const number = (value: number): TableCell => ({
    kind: 'number',
    number: shownNumber(metricFigure(metric, value), to.currency),
  });
  const line = (id: string, name: Text, value: number) => ({
    id,
    cells: { name: { kind: 'text' as const, text: name }, value: number(value) },
  });
  return {
    metric,
    title: info.title,
    from: found.from,
    to: found.to,
    parts,
    method,
    chart: { ...chart, id: 'difference', title: info.title, hint: method },
    table: {
      id: 'waterfall',
      title: info.title,
      columns: [
        { id: 'name', title: { en: 'input', zh: '输入' }, align: 'text' },
        { id: 'value', title: { en: 'adds', zh: '贡献' }, align: 'number' },
      ],
      rows: [
        line('from', ends.from, found.from),
        ...parts.map(({ id, title: name, change }) => line(id, name, change)),
        line('to', ends.to, found.to),
      ],
    },
  };
}

const ends = { from: { en: 'baseline', zh: '基准' }, to: { en: 'the other', zh: '对比项' } };

function methodText(orders: 'all' | number): Text {
  return orders === 'all'
    ? { en: 'what each input adds, as a mean over all orders of change', zh: '各输入的贡献：对所有变更顺序取平均' }
    : {
        en: `what each input adds, as a mean over ${orders} orders drawn`,
        zh: `各输入的贡献：对抽取的 ${orders} 种顺序取平均`,
      };
}

async function designOf(workshop: Workshop, pick: ComparePick): Promise<Design> {
  const saved = 'run' in pick ? await workshop.ask((history) => showRun(history, pick.run)) : undefined;
  const text = 'run' in pick ? (saved?.text ?? '') : pick.text;
  const folder = 'run' in pick ? (saved?.path === undefined ? undefined : dirname(saved.path)) : pick.folder;
  const run = await workshop.run(text, { limits: false, ...(folder === undefined ? {} : { folder }) });
  const wanted = pick.cell ?? saved?.headline ?? headlineOf(run);
  const design = wanted === undefined ? undefined : run.designs.get(wanted);
  if (design) return design;
  const known = [...run.designs.keys()].join(', ');
  const id = 'run' in pick ? `Run #${pick.run}` : pick.name;
  throw new Refusal(diagnostic('history.no-design', { id, cell: wanted ?? '', known }));
}

// ── as a file ────────────────────────────────────────────────────────────────────────────────────

/** Markdown, or comma-separated values where the name ends so: inputs that differ, then every result. */
export function comparisonText(comparison: Comparison, path: string, language: keyof Text): string {
  const { inputs, results, verdict, note } = comparison;
  const tables = [{ ...inputs, rows: inputs.rows.filter(({ differs }) => differs) }, results];
  const isCsv = extname(path).toLowerCase() === '.csv';
  const lines = tables.flatMap((table) => tableLines(table, language, isCsv));
  return isCsv
    ? `\uFEFF${lines.join('\n')}\n`
    : [...[verdict, note].flatMap((said) => (said ? [said[language], ''] : [])), ...lines, ''].join('\n');
}

function tableLines(table: ShownTable, language: keyof Text, isCsv: boolean): string[] {
  const head = table.columns.map(({ title }) => title[language]);
  const rows = table.rows.map((row) => table.columns.map(({ id }) => cellText(row.cells[id], language)));
  if (isCsv) return [head, ...rows, []].map((row) => row.map(csvField).join(','));
  const line = (row: readonly string[]): string => `| ${row.map((each) => each.replaceAll('|', '\\|')).join(' | ')} |`;
  return [`## ${table.title[language]}`, '', line(head), line(head.map(() => '---')), ...rows.map(line), ''];
}

function cellText(cell: TableCell | undefined, language: keyof Text): string {
  if (!cell || cell.kind === 'empty') return '';
  if (cell.kind === 'text') return cell.text[language];
  const { number } = cell;
  if (number.value === null) return '';
  return number.unit === '' ? number.text : `${number.text} ${number.unit}`;
}

function csvField(value: string): string {
  return /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
