/** Figures against the model: the article's, and a person's own measurements. A suite is one entry. */

import { standardCatalog, type Catalog } from '../catalog';
import { diagnostic, nearest, type Diagnostic, type Language } from '../diagnostics';
import type { Chip, Design, Fidelity } from '../types';
import { articleFindings } from './article';
import { barsOf } from './bars';
import { calibratedKernels } from './calibrated';
import { publishedFindings } from './published/index';
import { shippedKernels, shippedStacks } from './shipped';
import { kernelFindings, type KernelPredictor } from './kernels';
import type { Measured, MeasuredKernels, MeasuredServing, MeasuredStacks } from './measured';
import { servingFindings } from './serving/index';
import { reportOf, type About, type Finding, type SuiteId, type ValidationReport } from './report';
import { calibratedStacks, stackFindings, type StackPredictor } from './stacks';
import { pairTransfers } from './transfers';

export { parseMeasured, type Measured, type Reading } from './measured';
export {
  peerIds,
  peerTitles,
  suiteIds,
  type About,
  type Bar,
  type Peer,
  type PeerId,
  type SuiteId,
  type SuiteSummary,
  type TransferReport,
  type ValidationCase,
  type ValidationReport,
} from './report';
export { calibratedKernels } from './calibrated';
export { rooflineKernels, type KernelPredictor } from './kernels';
export { calibratedStacks, engineStacks, rooflineStacks, type StackPredictor } from './stacks';
export type { Kernel } from './families';

export interface ValidateOptions {
  /** Only this suite. */
  readonly suite?: SuiteId;
  /** Only this file's cases. */
  readonly measured?: Measured;
  /** What served: the results of serving benchmarks do not say. */
  readonly design?: Design;
  readonly catalog?: Catalog;
  readonly kernels?: KernelPredictor;
  readonly stacks?: StackPredictor;
  /** At which published runs are predicted; calibrated if unsaid. */
  readonly fidelity?: Fidelity;
  /** Of the notes; JSON is always English. */
  readonly language?: Language;
}

export interface Validation {
  /** The JSON document of `validate --json`. */
  readonly report: ValidationReport;
  /** Of each case of the report, in its order. */
  readonly about: readonly About[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Found {
  readonly findings: readonly Finding[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Setting {
  readonly catalog: Catalog;
  readonly kernels: KernelPredictor;
  readonly stacks: StackPredictor;
  readonly fidelity: Fidelity;
  readonly measured: Measured | undefined;
  readonly design: Design | undefined;
}

interface Suite {
  readonly id: SuiteId;
  readonly find: (setting: Setting) => Found;
}

const nothing: Found = { findings: [], diagnostics: [] };

/** In the order of the report. */
const suites: readonly Suite[] = [
  {
    id: 'article',
    find: ({ measured }) => (measured ? nothing : { findings: articleFindings(), diagnostics: [] }),
  },
  {
    id: 'kernel',
    find: ({ measured = shippedKernels(), catalog, kernels }) => {
      if (measured.kind !== 'kernels') return nothing;
      return onDevice(measured, catalog, (chip) => ({
        findings: kernelFindings(measured.kernels, { chip, predictor: kernels }),
        diagnostics: unitsMissing(
          measured.kernels.map((each) => each.format),
          chip,
        ),
      }));
    },
  },
  {
    id: 'stack',
    find: ({ measured = shippedStacks(), catalog, stacks }) => {
      if (measured.kind !== 'stacks') return nothing;
      return onDevice(measured, catalog, (chip) => stackFindings(measured, { chip, predictor: stacks, catalog }));
    },
  },
  {
    id: 'published',
    find: ({ measured, design, catalog, fidelity }) => {
      if (!measured) return publishedFindings(catalog, fidelity);
      return measured.kind === 'serving' ? served(measured, design, catalog) : nothing;
    },
  },
];

/** Runs every suite, or the one asked for; with a measured file, only that file's cases. */
export function validate(options: ValidateOptions = {}): Validation {
  const setting: Setting = {
    catalog: options.catalog ?? standardCatalog(),
    kernels: options.kernels ?? calibratedKernels(),
    stacks: options.stacks ?? calibratedStacks,
    fidelity: options.fidelity ?? 'calibrated',
    measured: options.measured,
    design: options.design,
  };
  const language = options.language ?? 'en';
  const wanted = suites.filter(({ id }) => options.suite === undefined || options.suite === id);
  const found = wanted.map(({ id, find }) => [id, find(setting)] as const);
  const report = reportOf(
    found.map(([id, { findings }]) => [id, findings]),
    language,
  );
  return {
    report: options.measured ? report : { ...report, ...shippedJudgement(report, { ...setting, language }) },
    about: found.flatMap(([, { findings }]) => findings.map(({ about }) => about ?? {})),
    diagnostics: found.flatMap(([, { diagnostics }]) => diagnostics),
  };
}

/** The bars of the suites that were run; the move from chip to chip is of their kernels. */
function shippedJudgement(
  { cases, summary }: ValidationReport,
  { catalog, language }: { readonly catalog: Catalog; readonly language: Language },
): Pick<ValidationReport, 'bars' | 'transfers'> {
  const bars = barsOf(cases, language);
  if (!summary.kernel) return { bars };
  const titleOf = (id: string) => catalog.chips.get(id)?.title ?? id;
  const transfers = pairTransfers.map(({ from, to, kernels, errors, why }) => ({
    from,
    to,
    title: `${titleOf(from)} → ${titleOf(to)}`,
    kernels: kernels.length,
    errors,
    why: why[language],
  }));
  return { bars, transfers };
}

function served(measured: MeasuredServing, design: Design | undefined, catalog: Catalog): Found {
  if (design) return servingFindings(measured, { design, catalog });
  const { file, tool } = measured;
  return { findings: [], diagnostics: [diagnostic('usage.no-design', { file, tool })] };
}

/** The chip whose driver prints this name. */
function onDevice(measured: MeasuredKernels | MeasuredStacks, catalog: Catalog, run: (chip: Chip) => Found): Found {
  const { device, file } = measured;
  const chips = [...catalog.chips.values()];
  const chip = chips.find((each) => each.deviceNames.some((name) => name.toLowerCase() === device.toLowerCase()));
  if (chip) return run(chip);
  const near = nearest(
    device,
    chips.flatMap((each) => each.deviceNames),
  );
  return { findings: [], diagnostics: [diagnostic('measured.device-unknown', { file, device, near })] };
}

function unitsMissing(formats: readonly (keyof Chip['tflops'])[], chip: Chip): Diagnostic[] {
  return [...new Set(formats)]
    .filter((format) => 'absent' in chip.tflops[format])
    .map((format) => diagnostic('measured.no-unit', { format, chip: chip.title }));
}
