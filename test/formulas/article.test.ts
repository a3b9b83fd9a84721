import { fc } from '../support/property';
import { describe, expect, it } from 'vitest';
import * as article from '../../engine/formulas/article/index';
import { question, type Q } from '../../engine/quantity';

const words = { en: 'a sample', zh: '样本' };
const one = (value: number): Q<'1'> => question(value, '1', words);
const token = (value: number): Q<'token'> => question(value, 'token', words);
const byte = (value: number): Q<'B'> => question(value, 'B', words);
const card = (value: number): Q<'card'> => question(value, 'card', words);

describe("the article's equations", () => {
  it('are all there: 1 to 28, with DSA and mHC beside them', () => {
    const ids = new Set<string>(article.articleFormulas.map((each) => each.spec.id));
    expect(Array.from({ length: 28 }, (_, at) => `article.eq${String(at + 1)}`).filter((id) => !ids.has(id))).toEqual(
      [],
    );
    expect([...ids].filter((id) => id.startsWith('article.dsa.')).length).toBeGreaterThanOrEqual(8);
    expect([...ids].filter((id) => id.startsWith('article.mhc.')).length).toBe(6);
  });

  it('say the same of prefill activations by part (16–19) and a layer at a time (10, 20)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 64 }), (s, b) => {
        const shared = { batch: one(b), tokens: token(s), element: byte(1) };
        const ffn = { ...shared, activeExperts: one(9), moeInner: one(2048), hidden: one(7168) };
        const layers = one(61);
        const score = { batch: one(b), tokens: token(s), heads: one(128), scoreElement: byte(2) };
        const byPart = article.prefillActivationTraffic({
          linear: article.mhaLinear({ ...shared, layers, hidden: one(7168) }),
          score: article.mhaScore({ ...score, layers }),
          ffn: article.mhaFfn({ ...ffn, layers }),
        });
        const byLayer = article.prefillActivationTrafficOfLayers({
          layers,
          aLayer: article.mhaActivations({ ...ffn, heads: one(128), scoreElement: byte(2) }),
        });
        expect(byPart.value / byLayer.value).toBeCloseTo(1, 9);
      }),
    );
  });

  it('say the same of decode activations by part (21–24) and a layer at a time (9, 25)', () => {
    const pass = { batch: one(4), tokens: token(1), element: byte(1) };
    const ranks = { queryRank: one(1536), kvRank: one(512), ropeDim: one(64), hidden: one(7168) };
    const layers = one(61);
    const score = { batch: one(4), tokens: token(1), heads: one(128), attended: token(3810), scoreElement: byte(2) };
    const experts = { activeExperts: one(9), moeInner: one(2048) };
    const byPart = article.decodeActivationTraffic({
      linear: article.mlaLinear({ ...pass, ...ranks, layers }),
      score: article.mlaScore({ ...score, layers }),
      ffn: article.mlaFfn({ ...pass, ...experts, hidden: one(7168), layers }),
      tokens: token(1),
    });
    const byLayer = article.decodeActivationTrafficOfLayers({
      layers,
      aLayer: article.mlaActivations({ ...score, ...ranks, ...experts, element: byte(1) }),
    });
    expect(byPart.value / byLayer.value).toBeCloseTo(1, 12);
  });

  it('reads 13 once and 14 once a token', () => {
    const weights = {
      denseSize: byte(14e9),
      moeSize: byte(657e9),
      packing: one(2),
      experts: one(257),
      activeExperts: one(9),
      tp: card(1),
    };
    const decode = article.decodeWeightTraffic({ ...weights, tokens: token(3) });
    expect(decode.value).toBeCloseTo(3 * article.prefillWeightTraffic(weights).value, 3);
  });

  it('never touch more experts than there are, and all of them in the end', () => {
    const touched = (tokens: number): number =>
      article.distinctExperts({ routed: one(256), chosen: one(8), grouped: one(tokens) }).value;
    expect(touched(1)).toBeCloseTo(8, 9);
    expect(touched(8) / 8).toBeCloseTo(7.2, 1);
    expect(touched(1e6)).toBeCloseTo(256, 6);
  });

  it('cost an mHC pipeline n times the plain residual, and more traffic than it', () => {
    const pass = { hidden: one(7168), batch: one(1), tokens: token(1) };
    const plain = article.residualTraffic(pass).value;
    expect(article.mhcTraffic({ ...pass, streams: one(4) }).value / plain).toBeCloseTo(11.3, 1);
    expect(article.mhcPipelineTraffic({ plain: byte(10), streams: one(4) }).value).toBe(40);
    expect(article.mhcMemory({ streams: one(4), hidden: one(7168) }).value).toBe(2 * 4 * 7168 + 16 + 8);
  });

  it('find the indexer dearer than the attention it spares, as the erratum says', () => {
    const pass = { batch: one(1), tokens: token(128_000) };
    const indexer = article.indexerFlop({ ...pass, indexHeads: one(64), indexDim: one(128) });
    const sparse = article.sparseFlop({ ...pass, hidden: one(7168), selected: token(2048) });
    const full = article.fullAttentionFlop({ ...pass, hidden: one(7168) });
    expect(indexer.value).toBeGreaterThan(full.value);
    expect(article.dsaFlop({ indexer, sparse }).value).toBe(indexer.value + sparse.value);
  });
});
