/** The headline figures, every figure of the notebook, the facts that the headline rests on and who vouches for them, a line each: for whoever computes on. */

import type { CaseDocument } from '../../engine';

const heads = ['cell', 'kind', 'metric', 'title', 'value', 'unit', 'trust', 'source', 'fidelity', 'engine', 'date'];

export function csv(document: CaseDocument): string {
  const { language, fidelity, engine, time, figures } = document;
  const made = [fidelity, engine, time];
  const lines = [
    heads,
    ...headlinesOf(document).map(({ cell, metric, label, number }) => [
      cell,
      'headline',
      metric,
      label,
      number.value === null ? '' : String(number.value),
      number.unitName,
      number.trust ?? '',
      '',
      ...made,
    ]),
    ...figures.map(({ cell, kind, metric, title, number }) => [
      cell,
      kind,
      metric,
      title[language],
      number.value === null ? '' : String(number.value),
      number.unitName,
      number.trust ?? '',
      '',
      ...made,
    ]),
    ...factsOf(document).map(({ label, value, trust, source }) => [
      '',
      'fact',
      '',
      label,
      value,
      '',
      trust,
      source ?? '',
      ...made,
    ]),
    ...document.sources.map(({ id, title, locator, url }) => [
      '',
      'source',
      '',
      title,
      url ?? locator,
      '',
      '',
      id,
      ...made,
    ]),
  ];
  // Spreadsheets take a file for UTF-8 only by its first mark.
  return `\uFEFF${lines.map((line) => line.map(quoted).join(',')).join('\r\n')}\r\n`;
}

function headlinesOf({ sections }: CaseDocument) {
  return sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'figures' ? block.figures : [])));
}

function factsOf({ sections }: CaseDocument) {
  return sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'assumptions' ? block.facts : [])));
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
