/** Fits a person's own measurements. */

import { calibrateMeasured, type Calibration } from '../../engine';
import { valueOf } from '../outcome';
import { readMeasured } from './validation';
import type { Workshop } from './workshop';

/** The file's card must be in the catalog by the name its driver prints; else a Refusal. */
export async function calibrateFile(workshop: Workshop, path: string): Promise<Calibration> {
  return valueOf(calibrateMeasured(await readMeasured(workshop, path), await workshop.catalog()));
}
