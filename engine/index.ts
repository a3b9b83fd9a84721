/** The engine's only door: what the app and, through the contract, the window may use. */

export { diagnostic, nearest, say } from './diagnostics';
export type { Code, Diagnostic, Fix, Language, Severity, Span, Text } from './diagnostics';
export { explain, explainText } from './explain';
export type { ExplainInput, Explanation } from './explain';
export { metrics as metricInfo } from './metrics';
export type { Better, MetricInfo } from './metrics';
export { figures, format, missingOf, narrowSpace, show, trustOf, trusts, units } from './quantity';
export type { Cite, Origin, Q, Shown, Trust, Unit } from './quantity';
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
