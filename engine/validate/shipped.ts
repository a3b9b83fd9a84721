/** The measurements that ship with the product: one H100, timed for this project. */

import h100 from './data/h100-kernels.json';
import h100Stacks from './data/h100-stacks.json';
import { readMeasured, type MeasuredKernels, type MeasuredStacks } from './measured';

/** Its name in diagnostics. */
const file = 'h100-kernels.json';

let kernels: MeasuredKernels | undefined;

export function shippedKernels(): MeasuredKernels {
  if (kernels) return kernels;
  const read = readMeasured(h100, file);
  if (!read.ok || read.value.kind !== 'kernels') throw new Error(`${file} cannot be read`);
  kernels = read.value;
  return kernels;
}
