/** What a serving runtime keeps for itself. Assumed until measured on the person's own stack. */

import { fact, type Q, type Unit } from './quantity';
import type { Runtime } from './types';

export interface RuntimeProfile {
  /** Share of the card's memory that the engine may fill. */
  readonly usable: Q<'1'>;
  /** Communication buffers, CUDA graphs and workspace. */
  readonly reserve: Q<'B'>;
  /** Tokens a KV page. */
  readonly page: Q<'1'>;
}

function assumed<U extends Unit>(value: number, unit: U, en: string, zh: string, note: string): Q<U> {
  return fact(value, unit, 'assumed', { label: { en, zh }, note });
}

const usable = assumed(0.9, '1', 'usable share of the card memory', '单卡显存可用比例', 'the usual default of serving engines');
const reserve = assumed(4_000_000_000, 'B', 'communication buffers, CUDA graphs and workspace a card', '单卡通信缓冲、CUDA graph 与工作区', 'the article says about 10 GB a card in all; the unusable share counts for the rest');
const page = assumed(64, '1', 'tokens a KV page', '每 KV 页 token 数', 'page size of FlashMLA kernels');

export const profiles: Readonly<Record<Runtime, RuntimeProfile>> = {
  engine: { usable, reserve, page },
  naive: { usable, reserve, page },
  pytorch: { usable, reserve, page },
};
