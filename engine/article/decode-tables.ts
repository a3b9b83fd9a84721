/** Tables 8 and 9: a decode step by EP, as printed and with the errata mended. */

import {
  balancedExperts,
  cardFlop,
  computeTime,
  correctedFlop,
  correctedStepTime,
  correctedWeightTraffic,
  decodeActivationTrafficOfLayers,
  decodeWeightTraffic,
  distinctExperts,
  errata,
  groupTokens,
  hbmTraffic,
  memoryTime,
  projectionFlop,
  stepTime,
  totalMemory,
  weightMemory,
} from '../formulas/article/index';
import type { Q } from '../quantity';
import { computed, type Computed } from './case';
import { card, cards, carried, model, oneToken, requests, runtime, weights } from './inputs';
import { decodePeak } from './see-clearly';
import { decodeEpTime } from './traffic-tables';

export const layouts = ['ep8', 'ep16', 'ep32'] as const;
export type Layout = (typeof layouts)[number];

/** Cards of the group, and the even share of its experts on other nodes. */
const groups: Readonly<Record<Layout, { readonly ep: number; readonly crossNode: number }>> = {
  ep8: { ep: 8, crossNode: 0 },
  ep16: { ep: 16, crossNode: 1 / 2 },
  ep32: { ep: 32, crossNode: 3 / 4 },
};

export interface StepParts {
  readonly memory: Q<'s'>;
  readonly communication: Q<'s'>;
  readonly compute: Q<'s'>;
  readonly total: Q<'s'>;
}

const activations = decodeActivationTrafficOfLayers({ layers: model.layers, aLayer: carried.decodeActivations });

/** One row of table 8: `grouped` requests' experts are computed by the EP group. */
function row(o: { readonly ep: number; readonly batch: number; readonly grouped: number }): {
  memory: Q<'B'>;
  traffic: Q<'B'>;
  flop: Q<'FLOP'>;
} {
  const ep = cards(o.ep);
  const tp = cards(1);
  const batch = requests(o.batch);
  const activeExperts = balancedExperts({ shared: model.shared, chosen: model.chosen, ep });
  return {
    memory: totalMemory({
      weights: weightMemory({ ...weights, packing: model.packed, tp, ep }),
      batch,
      kv: carried.kv,
      activations: carried.decodeActivations,
      runtime,
    }),
    traffic: hbmTraffic({
      weights: decodeWeightTraffic({
        ...weights,
        experts: model.experts,
        packing: model.packed,
        activeExperts,
        tp,
        tokens: oneToken,
      }),
      batch,
      kv: carried.kv,
      activations,
    }),
    flop: cardFlop({
      requests: batch,
      attention: carried.decodeAttention,
      tp,
      grouped: requests(o.grouped),
      ffn: carried.decodeFfn,
      ep,
    }),
  };
}

/** Table 9 as printed: 32 requests a card, nothing overlapped. */
export function printedStep(layout: Layout): StepParts {
  const { ep, crossNode } = groups[layout];
  const demand = row({ ep, batch: 32, grouped: 32 });
  const parts = {
    memory: memoryTime({ bytes: demand.traffic, bandwidth: card.bandwidth }),
    communication: decodeEpTime(crossNode),
    compute: computeTime({ flop: demand.flop, peak: decodePeak }),
  };
  return { ...parts, total: stepTime(parts) };
}

/** Table 9 with all experts read that are touched, all tokens computed that are sent, and the projections. */
export function correctedStep(layout: Layout): StepParts {
  const ep = cards(groups[layout].ep);
  const batch = requests(32);
  const grouped = groupTokens({ requests: batch, ep });
  const traffic = hbmTraffic({
    weights: correctedWeightTraffic({
      ...weights,
      routed: model.routed,
      shared: model.shared,
      packing: model.packed,
      ep,
      distinct: distinctExperts({ routed: model.routed, chosen: model.chosen, grouped }),
    }),
    batch,
    kv: carried.kv,
    activations,
  });
  const flop = correctedFlop({
    requests: batch,
    attention: carried.decodeAttention,
    projections: projectionFlop({ projections: model.projections }),
    grouped,
    ffn: carried.decodeFfn,
    ep,
  });
  const parts = {
    memory: memoryTime({ bytes: traffic, bandwidth: card.bandwidth }),
    communication: decodeEpTime(groups[layout].crossNode),
    compute: computeTime({ flop, peak: card.peak }),
  };
  return { ...parts, total: correctedStepTime(parts) };
}

export function tableEight(): Computed[] {
  const rows = [
    // Eight ranks bring one token each: here the table counts the whole group, as it should.
    {
      id: 't8.ep8.b1',
      ...row({ ep: 8, batch: 1, grouped: 8 }),
      flopErratum: errata.tableEightFirst,
      trafficErratum: errata.oneRequestExperts,
    },
    ...layouts.map((layout) => ({
      id: `t8.${layout}`,
      ...row({ ep: groups[layout].ep, batch: 32, grouped: 32 }),
      flopErratum: errata.ffnShare,
      trafficErratum: errata.expertsRead,
    })),
  ];
  return rows.flatMap((each) => [
    computed(`${each.id}.mem`, ['memory a card', '单卡显存占用'], each.memory, errata.gibAsGb),
    computed(`${each.id}.io`, ['HBM traffic a card', '单卡显存读写量'], each.traffic, each.trafficErratum),
    computed(`${each.id}.gflop`, ['FLOPs a card', '单卡计算量'], each.flop, each.flopErratum),
  ]);
}

const partIds = { memory: 'mem', communication: 'comm', compute: 'compute', total: 'total' } as const;

/** Id of a figure of table 9, and of the same put right. */
export function printedId(layout: Layout, part: StepPart): string {
  return `t9.${layout}.${partIds[part]}`;
}

export function correctedId(layout: Layout, part: StepPart): string {
  return part === 'total' ? `t9.${layout}.corrected` : `t9.${layout}.corrected.${partIds[part]}`;
}

export const partTitles = {
  memory: ['memory time', '显存读写耗时'],
  communication: ['communication time', '通信耗时'],
  compute: ['compute time', '计算耗时'],
  total: ['step time, nothing overlapped', '单步耗时，毫不重叠'],
} as const;

export const partErrata = {
  memory: errata.expertsRead,
  communication: errata.oneWayAdds,
  compute: errata.ffnShare,
  total: errata.tableNine,
} as const;

export const stepParts = ['memory', 'communication', 'compute', 'total'] as const;
export type StepPart = (typeof stepParts)[number];

export function tableNine(): Computed[] {
  return layouts.flatMap((layout) => {
    const step = printedStep(layout);
    return stepParts.map((part) => computed(printedId(layout, part), partTitles[part], step[part], partErrata[part]));
  });
}

/** `t9.ep8.corrected` is the total; its parts follow. */
export function tableNineCorrected(): Computed[] {
  return layouts.flatMap((layout) => {
    const step = correctedStep(layout);
    return stepParts.map((part) => {
      const [en, zh] = partTitles[part];
      return computed(correctedId(layout, part), [`${en}, corrected`, `${zh}，更正后`], step[part], partErrata[part]);
    });
  });
}
