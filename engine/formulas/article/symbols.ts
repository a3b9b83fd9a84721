/** The article's symbols, each declared once: AsciiMath, unit, meaning. */

import { input } from '../../formula';

// the pass
export const batch = input('b', '1', 'sequences in the pass', '本次前向的序列数');
export const tokens = input('s', 'token', 'tokens processed a sequence in this pass', '每个序列本次处理的 token 数');
export const attended = input("s'", 'token', 'KV length attended', '被关注的 KV 长度');

// the model
export const layers = input('N_L', '1', 'layers', '层数');
export const moeLayers = input('N_"MoE"', '1', 'MoE layers', 'MoE 层数');
export const hidden = input('d_"model"', '1', 'hidden size', '隐藏维度');
export const heads = input('n_h', '1', 'attention heads', '注意力头数');
export const headDim = input('d_h', '1', 'head dimension', '单头维度');
export const ropeDim = input('d_R', '1', 'decoupled RoPE dimension', '解耦 RoPE 维度');
export const kvRank = input('d_c', '1', 'KV compression rank', 'KV 压缩维度');
export const queryRank = input('d_"qc"', '1', 'query compression rank', 'Query 压缩维度');
export const moeInner = input('d_"moe"', '1', 'expert intermediate size', '专家中间维度');
export const active = input(
  'P_"active"',
  'parameter',
  'parameters active a token outside attention',
  '每 token 激活的非注意力参数',
);
export const experts = input('E', '1', 'experts a layer, shared included', '每层专家数，含共享');
export const activeExperts = input('k', '1', 'experts counted a layer', '每层计入的专家数');
export const denseSize = input('S_"dense"', 'B', 'weights outside the experts', '专家以外的权重');
export const moeSize = input('S_"MoE"', 'B', 'expert weights at one byte', '按一字节计的专家权重');
export const packing = input('q', '1', 'one byte ÷ bytes an expert weight is stored in', '一字节 ÷ 专家权重的存储字节');

// the layout
export const tp = input('"TP"', 'card', 'tensor parallelism', '张量并行度');
export const ep = input('"EP"', 'card', 'expert parallelism', '专家并行度');

// formats
export const element = input('w', 'B', 'bytes an activation or cached value', '每个激活值或缓存值的字节数');
export const scoreElement = input('w_"score"', 'B', 'bytes an attention score', '每个注意力得分的字节数');
export const precision = input('w_"link"', 'B', 'bytes a value sent', '每个通信值的字节数');
