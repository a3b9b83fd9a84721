/** Why one chip's curves hold on another chip or do not: what the two have in common, said of every pair. */

import { areOneDie } from '../catalog/calibration-class';
import { unitsOf } from '../catalog/calibrations';
import type { Text } from '../diagnostics';
import type { Chip } from '../types';
import type { PublishedFamily } from './series';
import { allPairs, type Transfer } from './transfer';

/** A pair of chips over all kernels that both were measured with: means over the target's rows, and why they are what they are. */
export interface PairTransfer {
  readonly from: string;
  readonly to: string;
  readonly kernels: readonly KernelTransfer[];
  /** Null where nothing can be held against each other. */
  readonly errors: PairErrors | null;
  readonly why: Text;
}

type Measure = 'datasheet' | 'ceilings' | 'own';
type PairErrors = Readonly<Record<Measure, number>>;
/** One library's kernels of one operation and format. */
type KernelTransfer = Pick<Transfer, 'family' | 'rows' | Measure>;

/** Every two chips that were measured, both ways, from what was found of their kernels. */
export function pairTransfers(found: readonly Transfer[], { families, chips }: Measured): PairTransfer[] {
  return allPairs(families).flatMap(([from, to]): PairTransfer[] => {
    const [source, target] = [chips.get(from), chips.get(to)];
    if (!source || !target) return [];
    const kernels = found.filter((each) => each.from === from && each.to === to);
    const errors = kernels.length === 0 ? null : meanErrors(kernels);
    return [{ from, to, kernels: kernels.map(kernelOf), errors, why: whyOf(source, target, kernels) }];
  });
}

interface Measured {
  readonly families: readonly PublishedFamily[];
  readonly chips: ReadonlyMap<string, Chip>;
}

function kernelOf({ family, rows, datasheet, ceilings, own }: Transfer): KernelTransfer {
  return { family, rows, datasheet: rounded(datasheet), ceilings: rounded(ceilings), own: rounded(own) };
}

function meanErrors(kernels: readonly Transfer[]): PairErrors {
  const rows = kernels.reduce((sum, each) => sum + each.rows, 0);
  const mean = (of: Measure): number => rounded(kernels.reduce((sum, each) => sum + each[of] * each.rows, 0) / rows);
  return { datasheet: mean('datasheet'), ceilings: mean('ceilings'), own: mean('own') };
}

function rounded(error: number): number {
  return Number(error.toFixed(4));
}

function whyOf(from: Chip, to: Chip, kernels: readonly Transfer[]): Text {
  if (kernels.length === 0) return nothingShared;
  const parts = [chipsOf(from, to), ...(kernels.some(({ areOneSource }) => !areOneSource) ? [othersMeasured] : [])];
  const worst = kernels.reduce((most, each) => (each.ceilings > most.ceilings ? each : most));
  const said: Text = {
    en: `Worst with its ceilings: ${worst.family} (${worst.ceilings.toFixed(2)}).`,
    zh: `按实测上限最差：${worst.family}（${worst.ceilings.toFixed(2)}）。`,
  };
  const all = [...parts, said];
  return { en: all.map(({ en }) => en).join(' '), zh: all.map(({ zh }) => zh).join('') };
}

const nothingShared: Text = {
  en: 'No kernel of one library was timed on both; operations between cards, where both have them, are of their links.',
  zh: '没有同一算子库的核函数在两者上都测过；若都有卡间操作，反映的是链路。',
};

/** Sources time in ways of their own, and say nothing of the release of the library. */
const othersMeasured: Text = {
  en: 'The two were timed by different people, in ways of their own and not with one release of the library for certain.',
  zh: '两者由不同来源以各自方式测得，算子库版本也未必相同。',
};

function chipsOf(from: Chip, to: Chip): Text {
  if (areOneDie(from.id, to.id))
    return {
      en: 'One die: the same multiprocessors run the same kernels, and memory, power and links, where the two differ, are on the datasheet.',
      zh: '同一裸片：相同计算单元运行相同核函数，二者在显存、功耗与链路上的差别规格书均有。',
    };
  if (hasFp4(from) !== hasFp4(to))
    return {
      en: 'Another class of tensor core: the library runs other kernels on it, with other tiles and schedules, so shares and least times of a step are not the same.',
      zh: '张量核心代际不同：算子库运行另一套核函数，分块与调度不同，故达到的比例与每步最短时间不同。',
    };
  const [few, many] = [unitsOf(from).value, unitsOf(to).value];
  return {
    en: `One class of tensor core on ${few} and ${many} multiprocessors, with ${balance(from)} and ${balance(to)} FLOP a byte: the same shape is bound by another resource, and waves of tiles fill the chip otherwise.`,
    zh: `同代张量核心，计算单元 ${few} 与 ${many} 个，每字节 ${balance(from)} 与 ${balance(to)} FLOP：同一形状受另一资源约束，分块波次的填充也不同。`,
  };
}

function hasFp4({ tflops }: Chip): boolean {
  return !('absent' in tflops.fp4);
}

/** BF16 arithmetic a byte of memory traffic. */
function balance({ tflops, memoryBandwidth }: Chip): string {
  return 'absent' in tflops.bf16 ? '—' : (tflops.bf16.value / memoryBandwidth.value).toFixed(0);
}
