/** Where the article's print and its own equations, tables or sources part; shown beside every figure that is touched. */

import type { Text } from '../../diagnostics';

function text(en: string, zh: string): Text {
  return { en, zh };
}

export const errata = {
  giga: text(
    'Print divides by 1024³; the tables divide by 10⁹: 2·25.6·3260 is 166 912 only then. The attention term is 26 553.7 at 10⁹ and 24 730 at 1024³; 26 569 is printed.',
    '公式写的是除以 1024³，表中实际除以 10⁹：只有这样 2·25.6·3260 才等于 166 912。注意力项按 10⁹ 是 26 553.7，按 1024³ 是 24 730，原文印作 26 569。',
  ),
  mlaFlop: text(
    'Print has 65.1 GFLOP at a cache of 3 810 tokens; equation 3 gives 64.73. Every later table carries 65.1.',
    '原文在 3 810 个 token 的 cache 下印作 65.1 GFLOP，公式三得 64.73；之后各表都沿用 65.1。',
  ),
  kvLayers: text(
    'Print leaves out the number of layers; table 3 counts it: 61·3260·576 B = 114.5 MB, printed 0.112 because 10⁶ and 1024 are mixed.',
    '公式漏了层数，表三已乘上：61·3260·576 B = 114.5 MB；印作 0.112 是混用了 10⁶ 与 1024。',
  ),
  projections: text(
    'Attention counts only scores and values: the projections (11.4 B parameters) appear nowhere. They add 22.8 GFLOP a token: prefill 193.5 → 267.8 TFLOP, decode 116.3 → 139.1 GFLOP.',
    '注意力只计了打分与加权两步，投影层的 11.4 B 参数哪里都没算。每 token 应再加 22.8 GFLOP：Prefill 193.5 → 267.8 TFLOP，Decode 116.3 → 139.1 GFLOP。',
  ),
  ffnShare: text(
    "Print spreads one card's tokens over EP cards and forgets that the other EP − 1 cards send theirs: with 32 a card everywhere, each card computes 51.2·32 GFLOP of FFN at any EP, and an expert sees 8, 16, 32 tokens at EP8, 16, 32, not 1, 2, 4.",
    '原文把一张卡的 token 分给 EP 张卡，却忘了其余 EP − 1 张卡也会发来自己的：每卡都是 32 并发时，任何 EP 下单卡 FFN 都是 51.2·32 GFLOP；EP8、16、32 下每个专家处理 8、16、32 个 token，而不是 1、2、4。',
  ),
  expertsRead: text(
    "Print reads 1 + 8/EP experts a step at any batch. The EP group's 32·EP tokens with 8 choices each touch nearly all local experts: 42 GB of expert weights a card at EP8, not 2.6.",
    '原文无论批量多大，每步只读 1 + 8/EP 个专家。EP 组内 32·EP 个 token 各选 8 个，几乎命中卡上全部专家：EP8 时单卡要读 42 GB 专家权重，不是 2.6 GB。',
  ),
  expertsPrefill: text(
    'Print reads 9 experts a layer in prefill; 3 260 tokens touch all 32 local ones: 42 GB with the shared expert, not 11.5.',
    '原文 Prefill 每层只读 9 个专家；3 260 个 token 会命中卡上全部 32 个：连共享专家共 42 GB，不是 11.5 GB。',
  ),
  oneRequestExperts: text(
    'Table 4 reads 9 experts here (25.7 GB) and table 8 reads 2 (16.56 printed, 16.76 by its own sum). Eight cards with one request each touch 7.2 distinct routed experts a card and the shared one: 24.7 GB.',
    '同一情形表四按 9 个专家（25.7 GB），表八按 2 个（印作 16.56，其算式之和是 16.76）。8 张卡各 1 个请求时，单卡命中 7.2 个不同的路由专家，加共享专家共 24.7 GB。',
  ),
  tableEightFirst: text(
    'The derivation prints 71.5 = 65.1 + 51.2/8, the table 116. The table is right, for each of the 8 ranks brings a token; 139.1 with the projections.',
    '推导写 71.5 = 65.1 + 51.2/8，表中是 116。表是对的：8 个 rank 各带来一个 token；计入投影层为 139.1。',
  ),
  unfused: text(
    '339 of the 352.5 GB are scores and activations of unfused kernels; fused attention never writes them.',
    '352.5 GB 中有 339 GB 是未融合算子的打分与激活值，融合后的注意力从不写出它们。',
  ),
  gibAsGb: text(
    'Activations are printed in GiB (1024³) and added to GB (10⁹) as they stand.',
    '激活值按 GiB（1024³）给出，却原样与 GB（10⁹）相加。',
  ),
  tpTraffic: text(
    "Print sends 40.39 over one card's link. At TP8 each card sends an eighth of the tokens: about 5 GB a card.",
    '原文把 40.39 全算在一张卡的链路上。TP8 下每张卡只发八分之一的 token，约 5 GB。',
  ),
  bothWays: text(
    'NVLink 900 GB/s is both directions together: 450 GB/s each way on H20 and H100, 200 each way on H800.',
    'NVLink 的 900 GB/s 是双向之和：H20、H100 单向 450 GB/s，H800 单向 200 GB/s。',
  ),
  tpHalves: text(
    "True of one prompt's latency. With DP8 eight prompts run at once, and compute a card a prompt is 24.2 TFLOP either way: TTFT gains, throughput does not.",
    '只对单个 prompt 的时延成立。DP8 同时跑 8 个 prompt，两种方式每个 prompt 摊到单卡都是 24.2 TFLOP：TTFT 变好，吞吐不变。',
  ),
  notSeconds: text(
    "Print calls 0.614 seconds; it is the share of one card's FP8 peak that 32 requests at 50 tokens/s need.",
    '原文把 0.614 当作秒；它其实是 32 个请求各 50 token/s 所需的单卡 FP8 峰值占比。',
  ),
  tera: text(
    'Print takes one TFLOPS as 1024 GFLOPS, so compute time comes out 2.3 % short.',
    '原文按 1 TFLOPS = 1024 GFLOPS 换算，计算耗时因此偏短 2.3 %。',
  ),
  tableNine: text(
    'With all local experts read, every card computing the tokens sent to it, and the projections counted, EP8/16/32 take 31.2 / 29.7 / 28.9 ms at peak rates with nothing overlapped: the order turns round, and 50 tokens/s needs overlap. Measured on H20 at EP16: about 87 ms a step.',
    '读取卡上全部命中的专家、计算发来的全部 token、计入投影层之后，EP8/16/32 在峰值速率、毫不重叠时为 31.2 / 29.7 / 28.9 ms：次序反转，50 token/s 需要重叠。H20 EP16 实测每步约 87 ms。',
  ),
  oneWayAdds: text(
    'Counting NVLink one way adds 0.4 / 0.3 / 0.1 ms at EP8/16/32.',
    'NVLink 按单向计，EP8/16/32 再增加 0.4 / 0.3 / 0.1 ms。',
  ),
  dsaFlop: text(
    'Print expects about 64 times fewer FLOPs at 128k, yet its own indexer term 2·64·128·s² exceeds its attention term 2·7168·s². Against equation 2 the limit is about 5 times, 10 with the indexer at the FP8 rate.',
    '原文称 128k 时计算量约降至 1/64，但其索引项 2·64·128·s² 本身就超过注意力项 2·7168·s²。对照公式二，极限约 5 倍，索引按 FP8 速率计约 10 倍。',
  ),
  dsaKey: text(
    'Print stores 8 KB a token (64 heads × 128). The heads share one index key of 128 values, as its own bandwidth example counts.',
    '原文每 token 存 8 KB（64 头 × 128）。索引键由各头共享，只有 128 个值，其带宽例子也是这样算的。',
  ),
  dsaRatio: text(
    'Print has 26.4 %; (128 000·128 + 2048·512) / (128 000·512) is 26.6 %. RoPE dimensions and FP8 scales are left out.',
    '原文为 26.4 %；(128 000·128 + 2048·512) / (128 000·512) 是 26.6 %。未计 RoPE 维度与 FP8 scale。',
  ),
  mhcState: text(
    'Print has 3.42: n·d at one byte. Its own formula has 2·n·d, and BF16 doubles that again.',
    '原文 3.42 按 n·d、每值一字节计；其公式是 2·n·d，BF16 还要再翻倍。',
  ),
  denseLayers: text(
    'Print adds one dense FFN (0.396 B); there are three, 1.19 B. From config.json the sum is 671.0 B.',
    '原文只加了一层稠密 FFN（0.396 B），实际三层共 1.19 B；按 config.json 求和为 671.0 B。',
  ),
} as const satisfies Record<string, Text>;
