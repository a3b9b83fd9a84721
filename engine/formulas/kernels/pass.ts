/** From one kernel to the pass: repetitions, and what the host adds. */

import { formula, input } from '../../formula';

export const repeatedTime = formula({
  id: 'kernel.repeated',
  title: { en: 'Time of an operator, all its repetitions', zh: '算子全部重复的时间' },
  symbol: 't',
  unit: 's',
  inputs: {
    times: input('n', '1', 'repetitions in the pass', '每趟重复次数'),
    time: input('t_1', 's', 'time of one', '单次时间'),
  },
  compute: (i) => i.times.value * i.time.value,
  write: (i) => `${i.times} * ${i.time}`,
});

export const hostTime = formula({
  id: 'kernel.host',
  title: { en: 'Host time of a pass that nothing hides', zh: '整趟未被隐藏的主机时间' },
  symbol: 't_"host"',
  unit: 's',
  inputs: {
    pass: input('h_"pass"', 's', 'host time a pass', '每趟主机时间'),
    requests: input('b', '1', 'requests a DP rank', '每 DP rank 请求数'),
    request: input('h_"req"', 's', 'host time a request', '每请求主机时间'),
  },
  compute: (i) => i.pass.value + i.requests.value * i.request.value,
  write: (i) => `${i.pass} + ${i.requests} * ${i.request}`,
});

/** A fabric that nothing goes over may be unknown. */
function carriedOver(bytes: number, rate: number): number {
  return bytes === 0 ? 0 : bytes / rate;
}

/** Two fabrics carry at once; each at the rate that messages of the family reach. */
export const exchangeTime = formula({
  id: 'kernel.exchange',
  title: { en: 'Time of a collective over both fabrics', zh: '跨两级互联的集合通信时间' },
  symbol: 't_"link"',
  unit: 's',
  inputs: {
    up: input('L_"up"', 'B', 'sent over scale-up', '机内通信量'),
    upBandwidth: input('"BW"_"up"', 'B/s', 'scale-up bandwidth, one way', '机内单向带宽'),
    upShare: input('eta_"up"', '1', 'share of it that is reached', '机内达到的比例'),
    out: input('L_"out"', 'B', 'sent over scale-out', '机间通信量'),
    outBandwidth: input('"BW"_"out"', 'B/s', 'scale-out bandwidth, one way', '机间单向带宽'),
    outShare: input('eta_"out"', '1', 'share of it that is reached', '机间达到的比例'),
    pipeline: input('tau', 's', 'filling of the pipeline', '流水填充时间'),
  },
  compute: (i) => {
    const up = carriedOver(i.up.value, i.upBandwidth.value * i.upShare.value);
    const out = carriedOver(i.out.value, i.outBandwidth.value * i.outShare.value);
    const carried = Math.max(up, out);
    return carried + Math.sqrt(i.pipeline.value * carried);
  },
  write: (i) => {
    const carried = `max(${i.up} / (${i.upBandwidth} * ${i.upShare}), ${i.out} / (${i.outBandwidth} * ${i.outShare}))`;
    return `${carried} + sqrt(${i.pipeline} * ${carried})`;
  },
});

/** Latency before the work, and the work. */
export const startedTime = formula({
  id: 'kernel.started',
  title: { en: 'Start and work', zh: '启动与执行' },
  symbol: 't',
  unit: 's',
  inputs: {
    start: input('t_0', 's', 'start', '启动时间'),
    work: input('t_"work"', 's', 'work', '执行时间'),
  },
  compute: (i) => i.start.value + i.work.value,
  write: (i) => `${i.start} + ${i.work}`,
});

/** Key and value dimensions together, from the arithmetic that they cause. */
export const attentionWidth = formula({
  id: 'kernel.attention.width',
  title: { en: 'Key and value dimensions of a head, from its arithmetic', zh: '由计算量反推的每头键值维度' },
  symbol: 'd',
  unit: '1',
  inputs: {
    flop: input('F', 'FLOP', 'arithmetic', '计算量'),
    sequences: input('b', '1', 'sequences', '序列数'),
    fresh: input('s', '1', 'new tokens a sequence', '每序列新 token 数'),
    cached: input('c', '1', 'cached tokens a sequence', '每序列已缓存 token 数'),
    heads: input('h', '1', 'heads', '头数'),
  },
  compute: (i) =>
    i.flop.value / (2 * i.heads.value * i.sequences.value * i.fresh.value * (i.cached.value + i.fresh.value / 2)),
  write: (i) => `${i.flop} / (2 * ${i.heads} * ${i.sequences} * ${i.fresh} * (${i.cached} + ${i.fresh} / 2))`,
});

export const lastQuerySees = formula({
  id: 'kernel.attention.keys',
  title: { en: 'Tokens that the last query attends', zh: '最后一个查询所见 token 数' },
  symbol: 's_"kv"',
  unit: '1',
  inputs: {
    cached: input('c', '1', 'cached tokens a sequence', '每序列已缓存 token 数'),
    fresh: input('s', '1', 'new tokens a sequence', '每序列新 token 数'),
  },
  compute: (i) => i.cached.value + i.fresh.value,
  write: (i) => `${i.cached} + ${i.fresh}`,
});

export const rowsAGroup = formula({
  id: 'kernel.rows-a-group',
  title: { en: 'Mean rows of a group', zh: '每组平均行数' },
  symbol: 'm',
  unit: '1',
  inputs: {
    rows: input('R', '1', 'rows of all groups', '全部组的行数'),
    groups: input('G', '1', 'groups', '组数'),
  },
  compute: (i) => i.rows.value / i.groups.value,
  write: (i) => `${i.rows} / ${i.groups}`,
});
