/** The roofs of several chips in one chart, and why a chip is not in it. */

import { chipsRoofline, drawn, mathFormats, peakFields, type Chip, type MathFormat, type Text } from '../../engine';
import type { Look } from '../call-parts';
import type { Roofs } from '../catalog-contract';
import { valueOf } from '../outcome';
import type { Workshop } from './workshop';

/** Formats in the order in which one is chosen where none is asked for. */
const preferred: readonly MathFormat[] = ['fp8', 'bf16', 'int8', 'fp4'];

export async function roofsOf(
  workshop: Workshop,
  { ids, math, look }: { readonly ids: readonly string[]; readonly math?: MathFormat; readonly look: Look },
): Promise<Roofs> {
  const catalog = await workshop.catalog();
  const chips = ids.map((id) => {
    const found = catalog.chip(id);
    return valueOf(found.ok ? found : { ok: false, problem: found.problem });
  });
  const shown = math ?? commonest(chips);
  const left = chips.flatMap((chip) => {
    const reason = lack(chip, shown);
    return reason ? [{ id: chip.id, title: chip.title, reason }] : [];
  });
  return {
    chart: left.length < chips.length ? drawn(chipsRoofline, { chips, math: shown }, look) : null,
    math: shown,
    maths: mathFormats.filter((each) => chips.some((chip) => lack(chip, each) === undefined)),
    left,
  };
}

/** The format that most of the chips can be drawn in. */
function commonest(chips: readonly Chip[]): MathFormat {
  const counts = preferred.map((math) => chips.filter((chip) => lack(chip, math) === undefined).length);
  return preferred[counts.indexOf(Math.max(...counts))] ?? 'bf16';
}

function lack(chip: Chip, math: MathFormat): Text | undefined {
  const peak = chip.tflops[math];
  if ('absent' in peak) return peak.absent;
  const { en, zh } = peakFields[math];
  if (!(peak.value > 0)) return { en: `the ${en} is not published`, zh: `${zh}未公布` };
  if (!(chip.memoryBandwidth.value > 0)) return { en: 'the memory bandwidth is not published', zh: '显存带宽未公布' };
  return undefined;
}
