/** The engine's only door: what the app and, through the contract, the window may use. */

export { chipFieldNames, chipFields, mathFormats, peakFields, standardCatalog, withEntries } from './catalog';
export type { Catalog, CatalogEntry, CatalogKind, EntryFigure, Source, UserFile } from './catalog';
export { diagnostic, nearest, say } from './diagnostics';
export type { Code, Diagnostic, Fix, Language, Severity, Span, Text } from './diagnostics';
export { describe, explain, explainText } from './explain';
export type { ExplainInput, Explanation } from './explain';
export {
  caseFigure,
  charts,
  comparedCharts,
  chipChart,
  chipsRoofline,
  drawn,
  hatchDefinitions,
  largeMiss,
  latencyCharts,
  modelChart,
  resourcesChart,
  spentChart,
  stripChart,
  timelineChart,
  validationChart,
  waterfallChart,
} from './charts';
export type { Look, Theme } from './charts';
export { metricFigure, metrics as metricInfo } from './metrics';
export type { Better, MetricInfo } from './metrics';
export { optimizations, stages } from './optimizations';
export type { Level, Optimization, Stage } from './optimizations';
export { causesOf, type Cause } from './explore/causes';
export { claimOf, type Claim } from './explore/claims';
export { frameworkMap, levels, stageWords, type LeverState, type StageMap, type Told } from './explore/framework';
export { leverTrials, type Trial } from './explore/lever-trials';
export { leaveOneOut, type LeftOut } from './explore/leave-one-out';
export { waterfall, type Link, type Step, type Waterfall } from './explore/waterfall';
export { whatWouldHelp, type Help, type Helping } from './explore/what-would-help';
export { asShare, isKnown, isMoney, missingOf, trustOf, trusts, unitRead, units, walk } from './quantity';
export { figures, format, parse as parseQuantity, narrowSpace, show } from './quantity-text';
export type { Cite, Origin, Q, Trust, Unit } from './quantity';
export type { Shown } from './quantity-text';
export { caseDocument, moneyFormulas, plainText, sectionTitles } from './document';
export type {
  Assumption,
  CellFigure,
  Block,
  CaseDocument,
  Derivation,
  DerivationInput,
  DocumentInput,
  DocumentSource,
  Figure,
  Ledger,
  LedgerRow,
  Section,
  SectionId,
  Slide,
} from './document';
export { evaluate } from './evaluate';
export { attribute } from './explore/attribution';
export type { Attribution } from './explore/attribution';
export { choicesAt } from './explore/space';
export { sizeOf, sweeper } from './explore/sweep';
export type { Batch, Reason, Sweep } from './explore/sweep';
export { estimate } from './explore/sweep-estimate';
export type { Estimate } from './explore/sweep-estimate';
export { Summary } from './explore/sweep-summary';
export { shownSweep, sweepTables } from './notebook/sweep-shown';
export { timeText } from './notebook/kinds/sweep';
export type { PolicyRecord, SimulationJob, SimulationRecord } from './notebook/simulate-run';
export { requestTable } from './notebook/simulate-requests';
export type { ShownRequests } from './notebook/simulate-requests';
export { overTime } from './simulate/timeline';
export type { Simulation } from './simulate/simulation';
export { latencies, statistics } from './simulate/answer';
export { seriesNames, spentOn } from './simulate/statistics/account';
export { roiCharts } from './notebook/roi-charts';
export { sweepCharts } from './notebook/sweep-charts';
export type { HeatAsk, SweepCharts, SweptView } from './notebook/sweep-charts';
export { sweepRows } from './notebook/sweep-rows';
export type { RowsAsk, SweepRows } from './notebook/sweep-rows';
export { formulas } from './formulas';
export { kvPerToken } from './serving';
export { resources as resourceNames } from './types';
export type {
  Architecture,
  Case,
  Chip,
  Design,
  Evaluation,
  Fidelity,
  MathFormat,
  MetricName,
  PhaseName,
  Resource,
} from './types';
export type {
  CellResult,
  CellStatus,
  ShownChange,
  ShownChart,
  ShownDesign,
  ShownLoad,
  ShownNumber,
  ShownPhase,
  ShownBar,
  ShownCandidate,
  ShownFleetPool,
  ShownMoment,
  ShownRoi,
  ShownSimulation,
  ShownSweep,
  ShownSweepRow,
  ShownTable,
  ShownVital,
  TableCell,
  TableColumn,
} from './notebook/result';
export { answerOf, type Answer, type VerdictPart } from './notebook/answer';
export { comparison, compares, isSign } from './notebook/condition';
export { readHead } from './notebook/front';
export { split } from './notebook/format';
export type { FieldInfo, KindInfo, NotebookHead, NotebookPlace, SaidAnswer, SourceCell } from './notebook/source';
export { kindInfo } from './notebook/kind';
export { kinds } from './notebook/kinds';
export { knownOf } from './notebook/known';
export { importConfig } from './catalog/import';
export { filesIn } from './notebook/files';
export { createMemo } from './notebook/memo';
export type { Memo } from './notebook/memo';
export { fileLine, run } from './notebook/run';
export type { Run } from './notebook/run';
export { alikeWriter, changeOf, leverSetting, leverTitle, shownNumber, writtenFigure } from './notebook/show';
export { oneBatchNote } from './notebook/one-batch';
export { askedChart, curveChoices, curveOf, offeredCharts } from './notebook/cell-charts';
export type { CellAt } from './notebook/cell-charts';
export { figureNamed, speedDoor } from './notebook/derived';
export { restructure } from './notebook/edit';
export type { Edited, Restructured, Restructuring } from './notebook/edit';
export { formatBody } from './notebook/format-body';
export { chainSteps, shownChain, waterfallOf } from './notebook/chain';
export type { ChainRow, ShownChain } from './notebook/chain';
export { shownClaims } from './notebook/lever-claims';
export type { ShownCause, ShownClaim } from './notebook/lever-claims';
export { helpMetrics, shownFramework, shownHelp, shownLeftOut } from './notebook/lever-help';
export type { NamedMetric, ShownFramework, ShownHelp, ShownHelping, ShownLever } from './notebook/lever-help';
export { gainMetrics, leverGains } from './notebook/lever-gains';
export type { LeverGain } from './notebook/lever-gains';
export { setAt } from './notebook/yaml-edit';
export { chipOf } from './resolve/pools';
export { parseMeasured, peerIds, peerTitles, suiteIds, validate } from './validate';
export type {
  About,
  Bar,
  Measured,
  SuiteId,
  SuiteSummary,
  TransferReport,
  Validation,
  ValidationCase,
  ValidationReport,
} from './validate';
export { engineVersion } from './version';
export { calibrateMeasured, familyTable, meanAbs, seriesTable } from './fit';
export type { Calibration, Fitted, Residual } from './fit';
