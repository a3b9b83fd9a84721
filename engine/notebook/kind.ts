/** What a cell kind is: a value that reads its YAML into a change of the design, or into a view of other cells' designs. */

import type { Catalog } from '../catalog';
import type { Diagnostic, Span, Text } from '../diagnostics';
import type { Roi } from '../decide/roi';
import type { Sweep } from '../explore/sweep';
import type { Summary } from '../explore/sweep-summary';
import type { Optimization } from '../optimizations/optimization';
import type { Q } from '../quantity';
import type { Change, Design, Evaluation, MetricName } from '../types';
import type { CellResult, ShownRoi, ShownSimulation, ShownSweep } from './result';
import type { SimulationJob, SimulationRecord } from './simulate-run';
import type { CardHourPrice } from './listed-price';
import type { Money } from './money';
import { choice, words, type Names } from './scalars';
import { field, fieldsOf, group, type Field, type Shape, type Taken } from './shape';
import type { KindInfo } from './source';
import type { Value } from './yaml-body';

/** What the reader of a cell knows beside its text. */
export interface Known {
  readonly chips: Names;
  readonly models: Names;
  readonly optimizations: readonly Optimization[];
  readonly money: Money;
  /** Card-hours of the catalog's price lists. */
  readonly prices: readonly CardHourPrice[];
  /** The day on which this is read, where that is known. */
  readonly today?: string;
  /** Texts of the files that cells name, by the path as it is written. One that could not be read is not there. */
  readonly files: ReadonlyMap<string, string>;
}

/** A design cell as a view sees it. */
export interface Source {
  readonly id: string;
  readonly design: Design;
  readonly evaluation?: Evaluation;
  readonly metrics: ReadonlyMap<MetricName, Q>;
}

/** What a view makes of them. */
export interface Seen {
  readonly tables: CellResult['tables'];
  readonly metrics: ReadonlyMap<MetricName, Q>;
  readonly diagnostics: readonly Diagnostic[];
  readonly sweep?: SweepSeen;
  readonly roi?: RoiSeen;
  readonly simulation?: SimulationSeen;
}

/** A simulation as it can be run, what came of it where it was, and what there is to show. */
export interface SimulationSeen {
  readonly job: SimulationJob;
  readonly record?: SimulationRecord;
  readonly shown: ShownSimulation;
}

/** An ROI case with its derivations, and what there is to show of it. */
export interface RoiSeen {
  readonly roi: Roi;
  readonly shown: ShownRoi;
}

/** A sweep as it can be run, and what there is to show of it. */
export interface SweepSeen {
  readonly sweep: Sweep;
  /** What is kept of its points; of none where it is only laid out. */
  readonly summary: Summary;
  readonly shown: ShownSweep;
}

/** A cell that another one reads, and where it says so. */
export interface Reference {
  readonly id: string;
  readonly at: Span;
}

/** What a view may look at. */
export interface Scope {
  /** The view's own cell, under whose name its figures are explained. */
  readonly self: string;
  readonly read: (id: string) => Source | undefined;
  readonly catalog: Catalog;
  /** Milliseconds, where durations are told. */
  readonly clock: (() => number) | undefined;
  /** A sweep of more points is only laid out, not run. */
  readonly inlinePoints: number;
  /** A simulation of more requests is not run. */
  readonly inlineRequests: number;
  /** What came of a simulation before, by its key. */
  readonly simulations: FindSimulation | undefined;
  /** Undefined where only texts are at hand. */
  readonly open: OpenPieces | undefined;
  /** Of a file that is opened and not read at once: what changes when it does. */
  readonly stampOf: (path: string) => string | undefined;
}

/** A file of any size, piece by piece, each call from its start; undefined where it cannot be opened. */
export type OpenPieces = (path: string) => (() => string | undefined) | undefined;

export type FindSimulation = (key: string) => SimulationRecord | undefined;

export type Meaning =
  | { readonly kind: 'change'; readonly change: Change }
  | {
      readonly kind: 'view';
      readonly reads: readonly Reference[];
      readonly view: (scope: Scope) => Seen;
      /** What it shows depends on what was simulated before, and on how much may be simulated at once. */
      readonly simulates?: boolean;
    };

export interface Kind {
  readonly id: string;
  readonly title: Text;
  readonly summary: Text;
  readonly defines: boolean;
  /** A body to start from: YAML is the same in both languages, prose is not. */
  readonly template: Text;
  /** Paths of the files that a cell of this kind names. */
  readonly files?: (root: Value) => readonly string[];
  readonly shape: (known: Known) => Shape<Meaning>;
}

/** The name of another cell, with its place. */
export const reference: Shape<Reference> = {
  ...words('layout'),
  read: (value, report) => {
    const id = words('layout').read(value, report);
    return id === undefined ? undefined : { id, at: value.at };
  },
};

type KindWords = Pick<Kind, 'id' | 'title' | 'summary' | 'files'> & { readonly template: string };

const inBoth = (template: string): Text => ({ en: template, zh: template });

interface Reading<T> {
  readonly fields: readonly Field<unknown>[];
  readonly read: (taken: Taken) => T | undefined;
}

export const fidelity = field('fidelity', choice(['roofline', 'article', 'calibrated']), {
  title: { en: 'Fidelity', zh: '精度' },
  meaning: {
    en: 'From here on: exact counts at datasheet peaks (roofline), the article’s equations (article), or achievable rates (calibrated)',
    zh: '自此单元起：按规格书峰值精确计数（roofline）、原文公式（article）或可达速率（calibrated）',
  },
});

/** A kind whose cells change the design; `fidelity:` is allowed in each. */
export function defining(
  own: KindWords,
  reading: (known: Known) => Reading<Change>,
  grouped: typeof group<Meaning> = group,
): Kind {
  return {
    ...own,
    template: inBoth(own.template),
    defines: true,
    shape: (known) => {
      const { fields, read } = reading(known);
      return grouped([...fields, fidelity], (taken) => {
        const patch = read(taken);
        const chosen = taken.get(fidelity);
        if (!patch) return undefined;
        return {
          kind: 'change',
          change: chosen === undefined ? patch : (start) => ({ ...patch(start), fidelity: chosen }),
        };
      });
    },
  };
}

/** A kind whose cells look at designs and change none. */
export function viewing(
  own: KindWords,
  reading: (known: Known) => Reading<Omit<Extract<Meaning, { kind: 'view' }>, 'kind'>>,
): Kind {
  return {
    ...own,
    template: inBoth(own.template),
    defines: false,
    shape: (known) => {
      const { fields, read } = reading(known);
      return group(fields, (taken) => {
        const view = read(taken);
        return view && { kind: 'view', ...view };
      });
    },
  };
}

/** What the window needs to offer this kind. */
export function kindInfo(kind: Kind, known: Known): KindInfo {
  const shape = kind.shape(known);
  const schema = (language: 'en' | 'zh'): unknown => ({
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: kind.title[language],
    description: kind.summary[language],
    ...shape.schema(language),
  });
  return {
    id: kind.id,
    title: kind.title,
    summary: kind.summary,
    defines: kind.defines,
    template: kind.template,
    fields: fieldsOf(shape.below ?? []),
    schema: { en: schema('en'), zh: schema('zh') },
  };
}
