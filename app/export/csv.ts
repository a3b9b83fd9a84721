/** Every figure of the notebook, a line each, then the facts that the headline rests on: for whoever computes on. */

import type { CaseDocument } from '../../engine';

const heads = ['cell', 'kind', 'metric', 'title', 'value', 'unit', 'trust', 'source', 'fidelity', 'engine', 'date'];

export function csv(document: CaseDocument): string {
  const { language, fidelity, engine, time, figures } = document;
  const made = [fidelity, engine, time];
  const lines = [
    heads,
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
  ];
  // Spreadsheets take a file for UTF-8 only by its first mark.
  return `\uFEFF${lines.map((line) => line.map(quoted).join(',')).join('\r\n')}\r\n`;
}

function factsOf({ sections }: CaseDocument) {
  return sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'assumptions' ? block.facts : [])));
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
