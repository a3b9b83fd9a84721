/** The article's framework: levers by stage and level, with how many are on, off and not applicable at a design. */

import type { Text } from '../diagnostics';
import { optimizations, stages, type Level, type Stage } from '../optimizations';

export type LeverState = 'on' | 'off' | 'skipped';

/** What is known of a lever at a design; anything more that it carries is kept. */
export interface Told {
  readonly id: string;
  readonly state: LeverState;
}

export interface StageMap<T extends Told> {
  readonly stage: Stage;
  readonly title: Text;
  /** What the method asks at this stage. */
  readonly method: Text;
  /** All three, from the cluster down to the kernel; a level may hold none. */
  readonly levels: readonly { readonly level: Level; readonly title: Text; readonly levers: readonly T[] }[];
  readonly counts: Readonly<Record<LeverState, number>>;
}

interface StageWords {
  readonly title: Text;
  readonly method: Text;
}

export const stageWords: Readonly<Record<Stage, StageWords>> = {
  see: {
    title: { en: 'See clearly', zh: '看清楚' },
    method: {
      en: 'Which resource sets the pace, and what binds next? Measure before switching.',
      zh: '哪种资源是瓶颈，下一个轮到谁？先量后改。',
    },
  },
  'avoid-waste': {
    title: { en: 'Avoid waste', zh: '避免浪费' },
    method: {
      en: 'Work and waiting that bring nothing: computed twice, launched apart, held empty.',
      zh: '没有产出的工作与等待：重复计算、零碎启动、空占显存。',
    },
  },
  'raise-utilisation': {
    title: { en: 'Raise utilisation', zh: '提升利用率' },
    method: {
      en: 'The same work, with the resources busy at the same time and none idle.',
      zh: '工作量不变，让各资源同时忙起来，不留空闲。',
    },
  },
  'save-resources': {
    title: { en: 'Save resources', zh: '节约资源' },
    method: {
      en: 'Fewer bytes and fewer operations: formats, attention, structure. May change the answers.',
      zh: '更少的字节与运算：数值格式、注意力、结构。可能影响回答质量。',
    },
  },
};

export const levels: Readonly<Record<Level, Text>> = {
  macro: { en: 'macro: cluster', zh: '宏观：集群' },
  meso: { en: 'meso: framework', zh: '中观：框架' },
  micro: { en: 'micro: kernel', zh: '微观：算子' },
};
const levelOrder = ['macro', 'meso', 'micro'] as const satisfies readonly Level[];

/** Stages in the order in which the method takes them; what is left is what is off. */
export function frameworkMap<T extends Told>(told: readonly T[]): readonly StageMap<T>[] {
  const leverOf = new Map(optimizations.map((lever) => [lever.id, lever]));
  return stages.map((stage) => {
    const levers = told.filter((each) => leverOf.get(each.id)?.stage === stage);
    const number = (state: LeverState): number => levers.filter((each) => each.state === state).length;
    return {
      stage,
      ...stageWords[stage],
      levels: levelOrder.map((level) => ({
        level,
        title: levels[level],
        levers: levers.filter((each) => leverOf.get(each.id)?.level === level),
      })),
      counts: { on: number('on'), off: number('off'), skipped: number('skipped') },
    };
  });
}
