/** levers: what is on at a cell and what each brings, what would help, what cannot be, and what others report. */

import {
  diagnostic,
  engineVersion,
  gainMetrics,
  leverGains,
  shownClaims,
  shownFramework,
  shownHelp,
  shownLeftOut,
  type Language,
  type ShownClaim,
  type ShownHelping,
  type ShownLever,
  type Text,
} from '../../engine';
import { cellIn } from '../handlers/find';
import { headlineOf } from '../handlers/record';
import { Refusal } from '../outcome';
import type { Call, Command } from './command';
import { jsonText } from './json';
import { pageOf, styleFor, tableText, type PrintColumn } from './print';
import { fidelityOption, runFile } from './run-notebook';

export const levers: Command = {
  name: 'levers',
  usage: 'FILE [CELL]',
  summary: {
    en: 'optimizations at a cell: what would help, what each brings, what is reported',
    zh: '单元上的优化项：还能怎么改进、各项的收益、公开报告',
  },
  options: {
    metric: {
      value: 'METRIC',
      choices: gainMetrics,
      meaning: { en: 'rank by this metric; serving.tpot if unsaid', zh: '按此指标排序；默认 serving.tpot' },
    },
    fidelity: fidelityOption,
  },
  least: 1,
  most: 2,
  act: async (call) => {
    const [file = '', named] = call.words;
    const { run } = await runFile(call, file);
    const cell = named === undefined ? (headlineOf(run) ?? '') : cellIn(run, named);
    if (!run.evaluations.has(cell)) throw new Refusal(noDesign(cell, [...run.evaluations.keys()]));
    const [metric = 'serving.tpot'] = call.values('metric');
    const catalog = await call.workshop.catalog();
    const gains = [...leverGains(run, cell, catalog)];
    const told = {
      cell,
      help: shownHelp(gains, metric),
      on: shownLeftOut(gains),
      framework: shownFramework(gains, metric),
      claims: gains.flatMap(({ id }) => shownClaims(run, cell, { catalog, lever: id })),
    };
    if (call.json) call.console.out(jsonText(jsonOf(told)));
    else print(call, told);
    return 0;
  },
};

function noDesign(cell: string, known: readonly string[]) {
  return diagnostic('usage.bad-value', {
    name: 'CELL',
    value: cell === '' ? '—' : cell,
    known: known.join(', ') || '—',
  });
}

interface Told {
  readonly cell: string;
  readonly help: ReturnType<typeof shownHelp>;
  readonly on: readonly ShownLever[];
  readonly framework: ReturnType<typeof shownFramework>;
  readonly claims: readonly ShownClaim[];
}

/** Every lever once, with the ratios new ÷ old that the person's program may rank by itself. */
function jsonOf({ cell, help, framework, claims }: Told): unknown {
  const rank = [...help.useful, ...help.useless].map((each) => each.id);
  const claimOf = new Map(claims.map((claim) => [claim.id, claim]));
  const levers = framework.stages.flatMap((stage) =>
    stage.levels.flatMap(({ level, levers: each }) =>
      each.map((lever) => ({
        id: lever.id,
        stage: stage.stage,
        level,
        state: lever.state,
        ...(lever.state === 'off' ? { rank: rank.indexOf(lever.id) + 1, fits: lever.fits } : {}),
        ...(lever.since === undefined ? {} : { since: lever.since }),
        ...(lever.reason ? { reason: lever.reason } : {}),
        whatIf: lever.whatIf,
        quoted: lever.quoted,
        gains: Object.fromEntries(
          Object.entries(lever.gains).map(([name, { value, ratio, unitName, better }]) => [
            name,
            { change: value, unit: unitName, ratio: ratio ?? null, better: better ?? null },
          ]),
        ),
        claim: claimJson(claimOf.get(lever.id)),
      })),
    ),
  );
  return { chokepoint: 1, engine: engineVersion, cell, metric: help.metric.id, levers };
}

function claimJson(claim: ShownClaim | undefined): unknown {
  if (!claim) return null;
  const { claim: text, conditions, source, quoted, reported, metric, computed, because, causes } = claim;
  return {
    text,
    conditions,
    source,
    quoted,
    metric: metric?.id ?? null,
    reported: reported ?? null,
    computed: computed?.change.ratio ?? null,
    ...(because ? { because } : {}),
    causes: causes.map(({ id, before, after, share }) => ({
      part: id,
      without: before.value,
      with: after.value,
      share,
    })),
  };
}

// ── for a person ─────────────────────────────────────────────────────────────────────────────────

function print(call: Call, { cell, help, on, claims }: Told): void {
  const { console, language } = call;
  const style = styleFor(console.colours);
  const say = (text: Text): string => text[language];
  const column = (en: string, zh: string, align: PrintColumn['align'] = 'left'): PrintColumn => ({
    title: say({ en, zh }),
    align,
  });
  const heading = (en: string, zh: string): string => style.strong(say({ en, zh }));
  const table = (columns: readonly PrintColumn[], rows: readonly (readonly string[])[]): string =>
    tableText(columns, rows, pageOf(console));
  const metric = help.metric.id;
  const ranked = (rows: readonly ShownHelping[]): string =>
    table(
      [column('lever', '优化项'), column('gain', '收益', 'right'), column('elsewhere', '对其他指标')],
      rows.map((row) => [marked(row, language), changeText(row.gain), elsewhereText(row)]),
    );
  const blocks = [
    heading(`What would help at ${cell}, by ${metric}`, `${cell} 还能怎么改进，按 ${metric}`),
    help.useful.length > 0 ? ranked(help.useful) : say({ en: 'nothing that is off', zh: '没有' }),
    ...(help.useless.length > 0
      ? [heading('Change nothing here, or make it worse', '在此无变化或更差'), ranked(help.useless)]
      : []),
    heading('On: with it against without it', '已启用：启用与去掉相比'),
    table(
      [column('lever', '优化项'), column(metric, metric, 'right'), column('since', '启用自')],
      on.map((lever) => [marked(lever, language), changeText(lever.gains[metric]), lever.since ?? '—']),
    ),
    ...(help.skipped.length > 0
      ? [
          heading('Not applicable', '不可用'),
          table(
            [column('lever', '优化项'), column('why', '原因')],
            help.skipped.map((lever) => [lever.id, lever.reason ? say(lever.reason) : '—']),
          ),
        ]
      : []),
    heading('Reported and computed here', '报告值与此处计算值'),
    table(
      [
        column('lever', '优化项'),
        column('metric', '指标'),
        column('reported', '报告', 'right'),
        column('here', '此处', 'right'),
        column('', ''),
      ],
      claims
        .filter((claim) => claim.reported !== undefined && claim.computed)
        .map((claim) => [
          claim.id,
          claim.metric?.id ?? '',
          claim.reported ?? '',
          claim.computed?.text ?? '',
          claim.because ? say(claim.because) : '',
        ]),
    ),
  ];
  console.out(blocks.join('\n\n'));
}

function marked({ id, whatIf, study, quoted }: ShownLever, language: Language): string {
  const notes = [
    ...(whatIf ? [(study ?? { en: 'not this checkpoint', zh: '非此检查点' })[language]] : []),
    ...(quoted ? [{ en: 'size quoted', zh: '取自报告' }[language]] : []),
  ];
  return notes.length === 0 ? id : `${id} (${notes.join(', ')})`;
}

/** "−12.3 %", or "—" where nothing changes. */
function changeText(change: ShownHelping['gain']): string {
  const ratio = change?.ratio;
  if (ratio === undefined) return '—';
  return `${ratio >= 1 ? '+' : '−'}${Number(Math.abs((ratio - 1) * 100).toPrecision(2))} %`;
}

function elsewhereText({ costs, brings, fits }: ShownHelping): string {
  const parts = [...costs, ...brings].map(({ id, change }) => `${id} ${changeText(change)}`);
  return [...(fits ? [] : ['!']), ...parts].join(', ');
}
