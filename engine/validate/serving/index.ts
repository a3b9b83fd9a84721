/** A person's own serving runs against a design of theirs: time a token is judged; a first token only where none waits. */

import type { Catalog } from '../../catalog';
import { diagnostic, type Diagnostic, type Text } from '../../diagnostics';
import { operate } from '../../explore/operating-point';
import { question, type Q } from '../../quantity';
import type { Design, Evaluation, WorkloadDesign } from '../../types';
import { noteOf } from '../kernels';
import { mixedTpot, secondsOf, wholeRunRate } from '../mixed';
import type { Finding } from '../report';
import type { MeasuredServing } from './read';
import type { ServedRun } from './run';

/** The same as for published runs. */
const bar = 0.2;

const asRun = { en: 'as measured', zh: '与实测一致' };

export function servingFindings(
  measured: MeasuredServing,
  { design, catalog }: { readonly design: Design; readonly catalog: Catalog },
): { readonly findings: readonly Finding[]; readonly diagnostics: readonly Diagnostic[] } {
  const findings: Finding[] = [];
  const diagnostics: Diagnostic[] = [...measured.problems];
  for (const run of measured.runs) {
    const file = run.line === undefined ? measured.file : `${measured.file}:${run.line}`;
    const operated = operate(designOf(run, design), catalog, { limits: false });
    if (operated.kind === 'error') diagnostics.push(...operated.problems);
    else if (operated.kind === 'incomplete') diagnostics.push(lacking(file, operated.lacks));
    else {
      const { evaluation } = operated;
      diagnostics.push(...doubts(run, evaluation, { file, catalog }), ...evaluation.diagnostics.filter(isLoud));
      findings.push(...casesOf(run, evaluation));
    }
  }
  return { findings, diagnostics };
}

/** The run asks, the design answers: chips, model, layout, formats and levers are the design's. */
function designOf(run: ServedRun, design: Design): Design {
  const workload: WorkloadDesign = {
    ...design.workload,
    input: question(Math.round(run.input), 'token', asRun),
    output: question(Math.round(run.output), 'token', asRun),
    concurrency: concurrencyOf(run),
  };
  const { parallelism } = design;
  const isMixed = !parallelism.pools && parallelism.serving !== 'shared';
  // Prompts come one by one, unless the design says how many tokens a pass takes.
  const prefill = { tokens: question(Math.round(run.input), 'token', asRun), ...(parallelism.prefill ?? {}) };
  return {
    ...design,
    workload,
    parallelism: isMixed
      ? { ...parallelism, prefill: { ...(parallelism.prefill ? {} : parallelism.decode), ...prefill } }
      : parallelism,
  };
}

function concurrencyOf({ load }: ServedRun): NonNullable<WorkloadDesign['concurrency']> {
  switch (load.kind) {
    case 'closed':
      return { kind: 'total', n: question(load.inFlight, '1', asRun) };
    case 'open':
      return { kind: 'rate', rate: question(load.rate, '1/s', asRun) };
    case 'counted':
      return { kind: 'total', n: question(load.decoding, '1', asRun) };
  }
}

function casesOf(run: ServedRun, evaluation: Evaluation): Finding[] {
  const { case: kase } = evaluation;
  const isMixed = !kase.separatePools && kase.shared !== true;
  const tpot = isMixed ? mixedTpot(evaluation) : secondsOf(evaluation, 'serving.tpot');
  if (!tpot) return [];
  const ttft = secondsOf(evaluation, 'serving.ttft');
  const rate = run.load.kind === 'closed' ? wholeRunRate(evaluation, tpot, run.load.inFlight) : undefined;
  const isAlone = run.load.kind === 'closed' && run.load.inFlight === 1;
  const shown = { run, evaluation };
  return [
    ...compared(shown, {
      what: 'ttft',
      measured: run.ttft,
      predicted: ttft,
      judged: isAlone,
      note: isAlone ? tokenNote : waitNotes[run.load.kind],
    }),
    ...compared(shown, {
      what: 'tpot',
      measured: run.tpot,
      predicted: tpot,
      judged: true,
      note: isMixed ? mixedNote : tokenNote,
    }),
    ...compared(shown, {
      what: 'throughput',
      measured: run.throughput,
      predicted: rate,
      judged: false,
      note: wholeNote,
    }),
  ];
}

interface Comparison {
  readonly what: 'ttft' | 'tpot' | 'throughput';
  readonly measured: Q | undefined;
  readonly predicted: Q | undefined;
  readonly judged: boolean;
  readonly note: Text;
}

function compared(
  { run, evaluation: { case: kase } }: { readonly run: ServedRun; readonly evaluation: Evaluation },
  { what, measured, predicted, judged, note }: Comparison,
): Finding[] {
  if (!measured || !predicted) return [];
  const counted = run.load.kind === 'counted' ? countedNote(run.load.decoding) : undefined;
  const said = kase.fidelity === 'calibrated' || !judged ? note : limitNote;
  const whole = counted ? { en: `${said.en}. ${counted.en}`, zh: `${said.zh}。${counted.zh}` } : said;
  return [
    {
      id: `${run.id}.${what}`,
      predicted: predicted.value,
      actual: measured.value,
      unit: measured.unit,
      note: noteOf(predicted, whole),
      about: { chip: kase.decode.chip.title, phase: what === 'ttft' ? 'prefill' : 'decode' },
      // A limit is not meant to be met.
      ...(judged && kase.fidelity === 'calibrated' ? { passes: (error: number) => Math.abs(error) <= bar } : {}),
    },
  ];
}

const tokenNote: Text = { en: 'calibrated, the design as given', zh: '校准精度，按所给设计' };
const limitNote: Text = {
  en: 'not judged: the design is computed at another fidelity than calibrated, a limit that no server meets',
  zh: '不评判：该设计未按校准精度计算，所得为服务达不到的极限',
};
const mixedNote: Text = {
  en: 'the prompts of other requests are computed between the tokens, by the same cards',
  zh: '同一组卡在 token 之间还要计算其他请求的输入',
};
const wholeNote: Text = {
  en: 'not judged: tokens a second of the whole run, its start and its end inside; predicted as if it never ended',
  zh: '不评判：整个运行的每秒 token 数，含起止阶段；预测按稳态',
};
const waitNotes: Readonly<Record<ServedRun['load']['kind'], Text>> = {
  closed: {
    en: 'not judged: measured in a closed loop, queueing inside; predicted without a queue',
    zh: '不评判：实测为闭环，含排队；预测不含排队',
  },
  open: {
    en: 'not judged: the queue follows from how requests arrived; predicted for arrivals at random (M/D/1)',
    zh: '不评判：排队取决于请求到达方式；预测按随机到达（M/D/1）',
  },
  counted: {
    en: 'not judged: requests that came together wait for one another; predicted without a queue',
    zh: '不评判：同时到达的请求互相等待；预测不含排队',
  },
};

function countedNote(decoding: number): Text {
  return {
    en: `At ${decoding} requests, as many as were decoding on average (requests a second × seconds each decoded)`,
    zh: `按 ${decoding} 个请求，即平均在 Decode 的请求数（每秒请求数 × 每请求 Decode 秒数）`,
  };
}

function lacking(file: string, lacks: readonly Text[]): Diagnostic {
  const all = { en: lacks.map(({ en }) => en).join(', '), zh: lacks.map(({ zh }) => zh).join('、') };
  return diagnostic('measured.design-incomplete', { file, lacks: all });
}

/** An objective that the notebook set is not this run's. */
function isLoud({ code, severity }: Diagnostic): boolean {
  return severity !== 'info' && code !== 'slo.missed';
}

interface Around {
  readonly file: string;
  readonly catalog: Catalog;
}

function doubts(run: ServedRun, { case: kase }: Evaluation, { file, catalog }: Around): Diagnostic[] {
  const served = run.model === undefined ? undefined : catalogModel(run.model, catalog);
  return [
    ...(run.model !== undefined && served !== undefined && served !== kase.model.id
      ? [diagnostic('measured.model-differs', { file, model: run.model, design: kase.model.title })]
      : []),
    ...(run.accepted !== undefined && run.accepted > 1 && !kase.speculation
      ? [diagnostic('measured.drafts-unsaid', { file, accepted: run.accepted })]
      : []),
  ];
}

/** "Qwen/Qwen3-8B" and "/models/Qwen3-8B" are Qwen3-8B. A name that the catalog lacks says nothing. */
function catalogModel(name: string, catalog: Catalog): string | undefined {
  const found = [name, name.split('/').at(-1) ?? name].map((each) => catalog.model(each)).find(({ ok }) => ok);
  return found?.ok === true ? found.value.id : undefined;
}
