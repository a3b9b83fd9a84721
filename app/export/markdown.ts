/** The case as Markdown: tables as tables, charts as SVG files in a folder beside it. */

import type { Block, CaseDocument, ShownTable, TableCell } from '../../engine';
import { chartSvg } from '../html/chart-svg';
import { chartsOf, factsLine } from '../html/document';
import { numberText, changeText } from '../verdict';
import { trustWords } from '../words';
import type { Exported } from './forms';
import { wholeSvg } from './whole-svg';

const chartWidth = 760;

export async function markdown(document: CaseDocument, name: string): Promise<Exported> {
  const folder = `${name}-charts`;
  const pictures = await Promise.all(
    [...chartsOf(document)].map(async ([id, chart]) => ({
      path: `${folder}/${id}.svg`,
      content: wholeSvg(await chartSvg(chart, chartWidth), chart),
    })),
  );
  const { title, sections, sources, language } = document;
  const parts = [
    `# ${title}`,
    factsLine(document),
    ...sections.flatMap((section) => [
      `## ${section.title}`,
      ...section.blocks.map((block) => blockText(block, { language, folder })),
      ...(section.id === 'assumptions' && sources.length > 0
        ? [
            `### ${language === 'zh' ? '来源' : 'Sources'}`,
            sources.map((each) => `- \`${each.id}\` ${linked(each)} ${each.locator} ${each.date}`.trimEnd()).join('\n'),
          ]
        : []),
    ]),
  ];
  return { content: `${parts.filter((part) => part !== '').join('\n\n')}\n`, beside: pictures };
}

function linked({ title, url }: CaseDocument['sources'][number]): string {
  return url === undefined ? title : `[${title}](${url})`;
}

interface Writing {
  readonly language: CaseDocument['language'];
  readonly folder: string;
}

function blockText(block: Block, { language, folder }: Writing): string {
  switch (block.kind) {
    case 'prose':
      // The sections have the first two levels.
      return block.markdown.replace(/^#/gm, '###');
    case 'statement':
      return block.role === 'verdict' || block.role === 'lead'
        ? `**${block.text}**`
        : block.role === 'warning'
          ? `> ${block.text}`
          : block.text;
    case 'heading':
      return `### ${block.text}`;
    case 'figures':
      return lines(
        [language === 'zh' ? ['数字', '值', '依据', ''] : ['figure', 'value', 'rests on', '']],
        block.figures.map(({ label, number, note }) => [
          label,
          numberText(number),
          number.trust ? trustWords[number.trust][language] : '',
          note ?? '',
        ]),
      );
    case 'chart':
      return `![${block.chart.title[language]}: ${block.chart.hint[language]}](${folder}/${block.id}.svg)`;
    case 'table':
      return tableText(block.table, language);
    case 'assumptions':
      return lines(
        [language === 'zh' ? ['事实', '数值', '依据', '来源'] : ['fact', 'value', 'rests on', 'source']],
        block.facts.map(({ label, value, trust, source }) => [label, value, trustWords[trust][language], source ?? '']),
      );
    case 'derivation': {
      const { title, number, symbols, values, inputs } = block.derivation;
      const formula = [symbols, values].flatMap((line) => (line === undefined ? [] : [`    ${line}`]));
      const given = inputs.map(
        ({ symbol, meaning, number: input }) => `- \`${symbol}\` ${meaning}: ${numberText(input)}`,
      );
      return [`#### ${title} = ${numberText(number)}`, formula.join('\n'), given.join('\n')]
        .filter((part) => part !== '')
        .join('\n\n');
    }
    case 'cell':
      return `\`\`\`\`yaml\n# ${block.cellKind} ${block.name}\n${block.body}\n\`\`\`\``;
  }
}

function tableText(table: ShownTable, language: CaseDocument['language']): string {
  const heads = table.columns.map(({ title }) => title[language]);
  const rows = table.rows.map((row) => table.columns.map(({ id }) => cellText(row.cells[id], language)));
  return `**${table.title[language]}**\n\n${lines([heads], rows)}`;
}

export function cellText(cell: TableCell | undefined, language: CaseDocument['language']): string {
  if (!cell || cell.kind === 'empty') return '';
  const note = cell.note ? ` (${cell.note[language]})` : '';
  if (cell.kind === 'text') return cell.text[language] + note;
  const change = cell.change ? changeText(cell.change, language) : '';
  return numberText(cell.number) + (change === '' ? '' : ` (${change})`) + note;
}

function lines([heads = []]: readonly (readonly string[])[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
