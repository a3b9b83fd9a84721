/** A person's own card: its measured file → calibration files, if the catalog knows the card. */

import type { Catalog } from '../catalog';
import { diagnostic, nearest, type Diagnostic } from '../diagnostics';
import type { Measured } from '../validate/measured';
import { calibrateCard, type Calibration } from './calibrate';

export type CardReading =
  { readonly ok: true; readonly value: Calibration } | { readonly ok: false; readonly problem: Diagnostic };

/** Who vouches for a person's own file. */
const own = { id: 'own-measurement', license: 'unstated' } as const;

export function calibrateMeasured(
  measured: Measured,
  catalog: Catalog,
  source: { readonly id: string; readonly license: string } = own,
): CardReading {
  const { file } = measured;
  if (measured.kind !== 'kernels') return { ok: false, problem: diagnostic('measured.no-kernels', { file }) };
  const { device } = measured;
  const chips = [...catalog.chips.values()];
  const chip = chips.find(({ deviceNames }) => deviceNames.some((name) => name.toLowerCase() === device.toLowerCase()));
  if (chip) return { ok: true, value: calibrateCard(measured, chip, source) };
  const near = nearest(
    device,
    chips.flatMap(({ deviceNames }) => deviceNames),
  );
  return { ok: false, problem: diagnostic('measured.device-unknown', { file, device, near }) };
}
