/** The engine's only door: what the app and, through the contract, the window may use. */

export { standardCatalog, withEntries } from './catalog';
export type { Catalog, CatalogEntry, CatalogKind, EntryFigure, Source, UserFile } from './catalog';
export { diagnostic, nearest, say } from './diagnostics';
export type { Code, Diagnostic, Fix, Language, Severity, Span, Text } from './diagnostics';
export { explain, explainText } from './explain';
export type { ExplainInput, Explanation } from './explain';
export { charts, drawn, hatchDefinitions, stripChart } from './charts';
export type { Look, Theme } from './charts';
export { metrics as metricInfo } from './metrics';
export type { Better, MetricInfo } from './metrics';
export { optimizations } from './optimizations';
export type { Optimization } from './optimizations';
export { figures, format, missingOf, narrowSpace, show, trustOf, trusts, units } from './quantity';
export type { Cite, Origin, Q, Shown, Trust, Unit } from './quantity';
export { evaluate } from './evaluate';
export type { Case, Evaluation, Fidelity, MetricName, PhaseName, Resource } from './types';
export type {
  CellResult,
  CellStatus,
  ShownChange,
  ShownChart,
  ShownDesign,
  ShownLoad,
  ShownNumber,
  ShownPhase,
  ShownTable,
  TableCell,
  TableColumn,
} from './notebook/result';
export type { FieldInfo, KindInfo, NotebookHead, SourceCell } from './notebook/source';
export { engineVersion } from './version';
