/** Measured mechanisms: acceptance of drafts, collectives, distinct experts, and facts in the words of their sources. */

import type { Text } from '../diagnostics';
import { fact, type Q, type Trust, type Unit } from '../quantity';
import { parse } from '../quantity-text';
import { z } from '../zod';

const confidence = z.enum(['high', 'medium', 'low']);
const text = z.strictObject({ en: z.string(), zh: z.string() });

export const acceptanceSchema = z.strictObject({
  curves: z.array(
    z.strictObject({
      id: z.string(),
      model: z.string(),
      checkpoint: z.string().exactOptional(),
      method: z.enum(['mtp', 'eagle3', 'dspark']),
      mode: z.string().exactOptional(),
      /** Mean tokens a step at 1, 2, … drafts, the verified token included. */
      lengths: z.array(z.number().min(1)).min(1),
      /** The upper end where the source gives a range; then `lengths` is the lower. */
      lengthsMost: z.array(z.number().min(1)).exactOptional(),
      origin: z.enum(['measured', 'assumed']),
      source: z.string(),
      locator: z.string().exactOptional(),
      confidence,
      note: z.string().exactOptional(),
    }),
  ),
});

export const collectivesSchema = z.strictObject({
  collectives: z.array(
    z.strictObject({
      id: z.string(),
      chip: z.string().exactOptional(),
      operation: z.enum([
        'all-reduce',
        'all-gather',
        'all-to-all',
        'send',
        'ep-dispatch',
        'ep-combine',
        'ep-exchange',
        'kv-transfer',
      ]),
      setup: z.string(),
      source: z.string(),
      confidence,
      rows: z.array(
        z.strictObject({
          cards: z.int().positive(),
          phase: z.string().exactOptional(),
          tokens: z.int().positive().exactOptional(),
          size: z.string().exactOptional(),
          time: z.string().exactOptional(),
          bandwidth: z.string().exactOptional(),
          sms: z.int().positive().exactOptional(),
        }),
      ),
    }),
  ),
});

export const distinctExpertsSchema = z.strictObject({
  source: z.string(),
  confidence,
  note: z.string(),
  fits: z.array(
    z.strictObject({
      series: z.string(),
      chip: z.string(),
      format: z.string(),
      library: z.string(),
      fixed: z.string(),
      perExpert: z.string(),
      bandwidth: z.string(),
      peakShare: z.number(),
      largestError: z.number(),
      /** Distinct experts by tokens, at each exponent of a power law. */
      distinct: z.record(z.string(), z.record(z.string(), z.number())).exactOptional(),
      excluded: text.exactOptional(),
    }),
  ),
});

export const dsaCostSchema = z.strictObject({
  source: z.string(),
  confidence,
  note: z.string(),
  currency: z.literal('USD'),
  per: z.literal('million-tokens'),
  cardHour: z.number(),
  chip: z.string(),
  series: z.array(
    z.strictObject({
      phase: z.enum(['prefill', 'decode']),
      model: z.string(),
      points: z.array(
        z.strictObject({ position: z.number(), cost: z.number(), extrapolated: z.literal(true).exactOptional() }),
      ),
    }),
  ),
});

export const factsSchema = z.strictObject({
  facts: z.array(z.strictObject({ topic: z.string(), what: z.string(), source: z.string(), confidence })),
  notFound: z.array(z.string()),
});

export type DsaCost = z.infer<typeof dsaCostSchema>;
export type Facts = z.infer<typeof factsSchema>;

/** Mean accepted lengths by drafts: `lengths[0]` is one draft. */
export interface AcceptanceCurve {
  readonly id: string;
  readonly model: string;
  readonly checkpoint?: string;
  readonly method: 'mtp' | 'eagle3' | 'dspark';
  readonly mode?: string;
  readonly lengths: readonly Q<'1'>[];
  readonly most?: readonly Q<'1'>[];
}

export function readAcceptance(file: z.infer<typeof acceptanceSchema>): AcceptanceCurve[] {
  return file.curves.map(
    ({ id, model, checkpoint, method, mode, lengths, lengthsMost, origin, source, confidence: trust, note }) => {
      const lengthsOf = (values: readonly number[]) =>
        values.map((value, at) =>
          fact(value, '1', origin, {
            label: {
              en: `tokens a step of ${checkpoint ?? model} at ${at + 1} drafts`,
              zh: `${checkpoint ?? model} 草稿 ${at + 1} 个时每步 token 数`,
            },
            source,
            confidence: trust,
            ...(note !== undefined && { note }),
          }),
        );
      return {
        id,
        model,
        method,
        ...(checkpoint !== undefined && { checkpoint }),
        ...(mode !== undefined && { mode }),
        lengths: lengthsOf(lengths),
        ...(lengthsMost && { most: lengthsOf(lengthsMost) }),
      };
    },
  );
}

export interface CollectiveRow {
  readonly cards: number;
  readonly phase?: string;
  readonly tokens?: number;
  readonly size?: Q<'B'>;
  readonly time?: Q<'s'>;
  readonly bandwidth?: Q<'B/s'>;
  readonly sms?: number;
}

export interface Collective {
  readonly id: string;
  readonly chip?: string;
  readonly operation: z.infer<typeof collectivesSchema>['collectives'][number]['operation'];
  readonly setup: string;
  readonly source: string;
  readonly rows: readonly CollectiveRow[];
}

export function readCollectives(file: z.infer<typeof collectivesSchema>): Collective[] {
  return file.collectives.map(({ confidence: trust, rows, ...head }) => {
    const label: Text = { en: `${head.operation}: ${head.setup}`, zh: `${head.operation}：${head.setup}` };
    const read = reader(head.id, { label, source: head.source, confidence: trust });
    return {
      ...head,
      rows: rows.map(({ size, time, bandwidth, ...row }) => ({
        ...row,
        ...(size !== undefined && { size: read(size, 'B', 'measured') }),
        ...(time !== undefined && { time: read(time, 's', 'measured') }),
        ...(bandwidth !== undefined && { bandwidth: read(bandwidth, 'B/s', 'measured') }),
      })),
    };
  });
}

/** Time of a fused expert call = fixed + distinct experts × perExpert, for DeepSeek-V3's experts. */
export interface DistinctExpertFit {
  readonly series: string;
  readonly chip: string;
  readonly format: string;
  readonly library: string;
  readonly fixed: Q<'s'>;
  readonly perExpert: Q<'s'>;
  readonly bandwidth: Q<'B/s'>;
  readonly largestError: number;
  /** Distinct experts by tokens, at each exponent of a power law. */
  readonly distinct: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Why it must not be used. */
  readonly excluded?: Text;
}

export function readDistinctExperts(file: z.infer<typeof distinctExpertsSchema>): DistinctExpertFit[] {
  return file.fits.map(({ fixed, perExpert, bandwidth, distinct = {}, peakShare: _peakShare, ...fit }) => {
    const label: Text = {
      en: `experts on ${fit.chip}, ${fit.library}, ${fit.format}`,
      zh: `${fit.chip} 上的专家，${fit.library}，${fit.format}`,
    };
    const read = reader(fit.series, { label, source: file.source, confidence: file.confidence, note: file.note });
    return {
      ...fit,
      distinct,
      fixed: read(fixed, 's', 'calibrated'),
      perExpert: read(perExpert, 's', 'calibrated'),
      bandwidth: read(bandwidth, 'B/s', 'calibrated'),
    };
  });
}

interface Cited {
  readonly label: Text;
  readonly source: string;
  readonly confidence: 'high' | 'medium' | 'low';
  readonly note?: string;
}

// The shipped data alone come here: what cannot be read is a bug, and throws.
function reader(id: string, cite: Cited) {
  return <U extends Unit>(written: string, unit: U, trust: Trust): Q<U> => {
    const parsed = parse(written, unit);
    if (!parsed.ok) throw new Error(`${id}: ${parsed.problem.text.en}`);
    return fact(parsed.value, unit, trust, cite);
  };
}
