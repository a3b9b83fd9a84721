/** What levers bring at a cell of an open notebook: ranked, taken out, on the article's map, beside what is reported. */

import {
  chainSteps,
  leverGains,
  shownChain,
  shownClaims,
  shownFramework,
  shownHelp,
  shownLeftOut,
  type Evaluation,
  type LeverGain,
  type Look,
  type Run,
} from '../../engine';
import type { EngineHandlers } from '../rpc';
import { teller } from './in-slices';
import { headlineOf } from './record';
import { shippedText } from './shipped';
import type { Workshop } from './workshop';

type Methods = 'notebook.levers' | 'notebook.help' | 'notebook.chain' | 'notebook.framework' | 'notebook.claims';

interface Place {
  readonly text: string;
  readonly cell: string;
  readonly folder?: string | undefined;
}

type ChainPiece = ReturnType<typeof chainSteps> extends Generator<infer Step> ? Step : never;

export function leverHandlers(workshop: Workshop): Pick<EngineHandlers, Methods> {
  const tellGains = teller<Evaluation, LeverGain>();
  const tellChain = teller<Evaluation, ChainPiece>();
  const runOf = ({ text, folder }: Omit<Place, 'cell'>): Promise<Run> =>
    workshop.run(text, { limits: false, ...(folder === undefined ? {} : { folder }) });
  const gainsOf = async (run: Run, cell: string): Promise<readonly LeverGain[] | null> => {
    const evaluation = run.evaluations.get(cell);
    const catalog = await workshop.catalog();
    return evaluation ? tellGains(evaluation, () => leverGains(run, cell, catalog)) : [];
  };
  const gainsAt = async (place: Place): Promise<readonly LeverGain[] | null> => gainsOf(await runOf(place), place.cell);
  const chainAt = async (
    run: Run,
    { cell, metric, look }: Place & { readonly metric: string; readonly look: Look },
  ) => {
    const evaluation = run.evaluations.get(cell);
    const catalog = await workshop.catalog();
    const steps = evaluation ? await tellChain(evaluation, () => chainSteps(run, cell, catalog)) : null;
    return (steps && shownChain({ run, cell, look }, metric, steps)) ?? null;
  };
  return {
    'notebook.levers': async (place) => ({ levers: await gainsAt(place) }),
    'notebook.help': async ({ metric, ...place }) => {
      const gains = await gainsAt(place);
      return { help: gains && gains.length > 0 ? shownHelp(gains, metric) : null };
    },
    'notebook.chain': async (asked) => {
      const run = await runOf(asked);
      const chain = await chainAt(run, asked);
      const gains = await gainsOf(run, asked.cell);
      return { chain, leftOut: gains ? shownLeftOut(gains) : [] };
    },
    'notebook.framework': async ({ metric, ...place }) => {
      const gains = await gainsAt(place);
      return { framework: gains && gains.length > 0 ? shownFramework(gains, metric) : null };
    },
    'notebook.claims': async ({ text = shippedText(undefined, 'en'), cell, folder, lever }) => {
      const run = await runOf({ text, folder });
      const at = cell !== undefined && run.evaluations.has(cell) ? cell : headlineOf(run);
      const claims = at === undefined ? [] : shownClaims(run, at, { catalog: await workshop.catalog(), lever });
      return { claims, ...(at === undefined ? {} : { cell: at }), title: run.head.title ?? '' };
    },
  };
}
