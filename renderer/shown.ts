/** Names for the parts of an answer, taken from the contract: the window depends on nothing else of ours. */

import type { CellResult, Explanation, NotebookAnswer, Out, ShownTable } from '../app/contract';

export type ShownDesign = NonNullable<CellResult['design']>;
export type ShownNumber = ShownDesign['metrics'][string];
export type ShownChange = ShownDesign['delta'][string];
export type ShownSimulation = NonNullable<CellResult['simulation']>;
export type ShownPhase = NonNullable<ShownDesign['decode']>;
export type ShownLoad = ShownPhase['load'][number];
export type Resource = ShownLoad['resource'];
export type PhaseName = ShownPhase['name'];
export type Diagnostic = CellResult['diagnostics'][number];
export type TableRow = ShownTable['rows'][number];
export type TableCell = TableRow['cells'][string];
export type Trust = NonNullable<Explanation['trust']>;
export type Explained = Out<'notebook.explain'>;
export type Settings = Out<'app.settings'>;
export type Fidelity = NotebookAnswer['head']['fidelity'];
export type Theme = 'light' | 'dark';
export type ThemeChoice = Settings['theme'];
export type LanguageChoice = Settings['language'];

/** How a cell stands, for its marker (LOOK.md 4). */
export type CellState = 'fine' | 'stale' | 'running' | 'blocked' | 'failed';

/** A number on screen that Explain shows: a metric of a cell. */
export interface Door {
  readonly cell: string;
  readonly metric: string;
}
