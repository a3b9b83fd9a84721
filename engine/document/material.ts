/** All that a document is made of, gathered once: sections and slides only choose from it. */

import type { Catalog } from '../catalog';
import type { Look } from '../charts';
import type { Text } from '../diagnostics';
import { whatWouldHelp } from '../explore/what-would-help';
import type { CellResult, ShownChart, ShownTable } from '../notebook/result';
import { roiCharts } from '../notebook/roi-charts';
import type { Run } from '../notebook/run';
import type { Derivation, DocumentSource, Say } from './document';
import { derivationsOf } from './derivations';
import { whatToBuy, whatTurns } from './decision';
import { factsOf, restsOf, sourcesOf, type Facts, type Rests } from './facts';
import { headlinesOf, type Headline } from './figures';
import { designOdds, designVerdict } from './sentences';
import { storyOf, type Story } from './story';
import { studyOf, type Study } from './subjects';
import { helpTable } from './tables';
import { words } from './words';

export interface Material {
  readonly run: Run;
  readonly look: Look;
  readonly say: Say;
  readonly currency: string;
  readonly study: Study;
  readonly story: Story;
  readonly verdict: { readonly sentence: Text; readonly details: readonly Text[] };
  readonly headlines: readonly Headline[];
  readonly facts: Facts;
  readonly rests: Rests;
  readonly sources: readonly DocumentSource[];
  /** What to buy, and what turns the verdict. */
  readonly buy: readonly Text[];
  readonly turns: readonly Text[];
  readonly derivations: readonly Derivation[];
  readonly pictures: {
    readonly even: ShownChart | undefined;
    readonly likely: ShownChart | undefined;
    readonly tornado: ShownChart | undefined;
  };
  /** Levers that would help, where no rival is there to beat. */
  readonly help: ShownTable | undefined;
  /** The views that stand as evidence, in the order in which they were chosen. */
  readonly views: readonly CellResult[];
}

export interface Making {
  readonly run: Run;
  readonly catalog: Catalog;
  readonly look: Look;
}

export function materialOf({ run, catalog, look }: Making): Material {
  const say: Say = (text) => text[look.language];
  const study = studyOf(run);
  const currency = study.subjects[0]?.design.currency ?? run.head.currency;
  const headlines = headlinesOf(study, say);
  const facts = factsOf({ study, headlines, currency, say });
  const shown = study.roi && run.results.find(({ id }) => id === study.roi?.cell)?.roi;
  const pictures = shown ? roiCharts(shown, look) : [];
  const picture = (id: string): ShownChart | undefined => pictures.find((chart) => chart.id === id);
  return {
    run,
    look,
    say,
    currency,
    study,
    story: storyOf(run.cells),
    verdict: verdictOf({ run, catalog, study }),
    headlines,
    facts,
    sources: sourcesOf(run, catalog, facts, say),
    rests: restsOf(study, catalog, say),
    buy: study.roi ? whatToBuy(study.roi.roi, study.roi.roi.load, currency) : [],
    turns: shown ? whatTurns(shown) : [],
    derivations: derivationsOf(headlines, currency, say),
    pictures: {
      even: picture('roi-break-even'),
      likely: picture('sure-dots'),
      tornado: picture('tornado'),
    },
    help: helpOf(study, catalog, currency),
    views: viewsOf(run),
  };
}

function verdictOf({ run, catalog, study }: { run: Run; catalog: Catalog; study: Study }): Material['verdict'] {
  const shown = study.roi && run.results.find(({ id }) => id === study.roi?.cell)?.roi;
  const { answer } = run;
  // What the author concludes, with this run's figures in it, stands over what the cells say by themselves.
  if (answer) {
    const rest = shown ? [ended(shown.verdict), shown.detail] : answer.odds;
    return { sentence: answer.verdict, details: rest.filter(({ en }) => en !== '') };
  }
  if (shown) return { sentence: ended(shown.verdict), details: shown.detail.en === '' ? [] : [shown.detail] };
  const [own] = study.subjects;
  if (!own) return { sentence: words.noDesign, details: [] };
  const odds = designOdds(own.evaluation, catalog);
  return { sentence: ended(designVerdict(own.name, own.evaluation)), details: odds ? [odds] : [] };
}

function ended({ en, zh }: Text): Text {
  return { en: `${en}.`, zh: `${zh}。` };
}

function helpOf({ subjects }: Study, catalog: Catalog, currency: string): ShownTable | undefined {
  const [own] = subjects;
  const found = own && whatWouldHelp({ design: own.design, catalog }, 'serving.tpot');
  return found && helpTable(found.ranked, currency);
}

/** Cells that look at designs, chosen in the front matter; else the last comparison. */
function viewsOf({ head, results }: Run): readonly CellResult[] {
  const isView = (result: CellResult | undefined): result is CellResult =>
    result?.status === 'ok' && !result.design && !result.roi && result.tables.length > 0;
  if (head.present) return head.present.map((id) => results.find((result) => result.id === id)).filter(isView);
  const compared = results.findLast((result) => result.kind === 'compare' && isView(result));
  return compared ? [compared] : [];
}
