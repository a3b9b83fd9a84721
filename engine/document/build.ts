/** A notebook's answers → the case as a document. Pure: the clock and the version come from whoever asks. */

import { metrics as metricInfo } from '../metrics';
import { shownNumber } from '../notebook/show';
import type { CaseDocument, CellFigure, Say, SectionId } from './document';
import { ledgersOf } from './ledger';
import { materialOf, type Making } from './material';
import { sectionsOf } from './sections';
import { slidesOf } from './slides';
import { titleIn } from './story';
import { shortTitles, words } from './words';

export interface DocumentInput extends Making {
  readonly engine: string;
  /** ISO 8601. */
  readonly time: string;
}

export function caseDocument(input: DocumentInput): CaseDocument {
  const { run, catalog, look, engine, time } = input;
  const material = materialOf({ run, catalog, look });
  const { say, story, currency, study } = material;
  const title = run.head.title || titleIn(story.opening) || say(words.untitled);
  const [own] = study.subjects;
  return {
    title,
    language: look.language,
    engine,
    time,
    currency,
    fidelity: own?.evaluation.case.fidelity ?? run.head.fidelity,
    runtime: own?.evaluation.case.runtime ?? run.head.runtime,
    parts: partsIn(say),
    sections: sectionsOf(material),
    slides: slidesOf(material),
    sources: material.sources,
    constants: material.facts.constants,
    ledgers: ledgersOf(study, say),
    figures: figuresOf(input),
  };
}

function partsIn(say: Say): CaseDocument['parts'] {
  const told = (id: SectionId): string => say(shortTitles[id]);
  return {
    question: told('question'),
    verdict: told('verdict'),
    evidence: told('evidence'),
    cost: told('cost'),
    change: told('change'),
    study: told('study'),
    assumptions: told('assumptions'),
    appendix: told('appendix'),
  };
}

function figuresOf({ run }: DocumentInput): readonly CellFigure[] {
  return run.cells.flatMap(({ id, kind }) => {
    const currency = run.designs.get(id)?.currency ?? run.head.currency;
    return [...(run.figures.get(id) ?? [])].map(([metric, q]) => ({
      cell: id,
      kind,
      metric,
      title: metricInfo[metric]?.title ?? { en: metric, zh: metric },
      number: shownNumber(q, currency),
    }));
  });
}
