/** The charts, in the order in which a selected cell offers them. */

import { breakdown } from './breakdown';
import type { Chart } from './chart';
import { memory } from './memory';
import { resourcesChart, resourceTimesChart } from './resources';
import { roofline } from './roofline';
import { strip } from './strip';

export { drawn } from './chart';
export type { Chart, Drawing, Drawn, Look, Row, Tip } from './chart';
/** Asked for one at a time: each needs more designs than the one that is shown. */
export { breakEven as costChart, type CostSubject } from './break-even';
export { context as contextChart, type ContextPoint, type ContextSubject } from './context';
export { curve as curveChart, curveBars as curveBarsChart, type CurvePoint, type CurveSubject } from './curve';
export { frontier as frontierChart, type FrontierPoint, type FrontierSubject } from './frontier';
export type { PointState } from './state';
/** Of sweeps and of ROI cases. */
export { heat as heatChart, type HeatPlace, type HeatSubject } from './heat';
export { roiBreakEven as roiBreakEvenChart, type RoiBreakEvenSubject } from './roi-break-even';
export type { Sides } from './sides';
export { sureDots as sureDotsChart, type SureSubject } from './sure-dots';
export { sweepFrontier as sweepFrontierChart, type SweepFrontierSubject, type SweepLine } from './sweep-frontier';
export { tornado as tornadoChart, type TornadoSubject } from './tornado';
export { waterfall as waterfallChart, type WaterfallSubject } from './waterfall';
/** Of a chip alone (start = the reference chip), and of a model alone: cells above the first whole design. */
export { chip as chipChart } from './chip';
export { chipsRoofline } from './chips-roofline';
export { hatchDefinitions } from './hatch';
export { model as modelChart } from './model';
export type { Theme } from './palette';
export { resourcesChart } from './resources';
/** Of a simulation. */
export { latencyCharts, type LatencySubject } from './simulation-latency';
export { spentChart, spentTitles } from './simulation-spent';
export { timelineChart } from './simulation-timeline';
export { strip as stripChart } from './strip';
export { caseFigure, largeMiss, validationChart } from './validation';

/** Charts of an evaluation. The strip stands under every defining cell, the others under the selected one. */
export const charts: readonly Chart[] = [strip, resourcesChart, breakdown, memory, roofline];

/** Charts of one column of a comparison. */
export const comparedCharts: readonly Chart[] = [resourceTimesChart, breakdown, memory, roofline];
