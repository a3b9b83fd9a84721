/** The measurements that ship with the product: one H100, timed for this project. */

import h100 from './data/h100-kernels.json';
import h100Stacks from './data/h100-stacks.json';
import { readMeasured, type Measured, type MeasuredKernels, type MeasuredStacks } from './measured';

let kernels: MeasuredKernels | undefined;
let stacks: MeasuredStacks | undefined;

export function shippedKernels(): MeasuredKernels {
  kernels ??= readAs('kernels', h100, 'h100-kernels.json');
  return kernels;
}

export function shippedStacks(): MeasuredStacks {
  stacks ??= readAs('stacks', h100Stacks, 'h100-stacks.json');
  return stacks;
}

/** `file` is its name in diagnostics. */
function readAs<K extends Measured['kind']>(kind: K, content: unknown, file: string): Extract<Measured, { kind: K }> {
  const read = readMeasured(content, file);
  if (!read.ok || !isOf(kind, read.value)) throw new Error(`${file} cannot be read`);
  return read.value;
}

function isOf<K extends Measured['kind']>(kind: K, measured: Measured): measured is Extract<Measured, { kind: K }> {
  return measured.kind === kind;
}
