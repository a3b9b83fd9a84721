/** Collectives and copies: a start, a rate, and between the two a part that grows with the root of the size. */

import { formula, input } from '../../formula';

export const collectiveTime = formula({
  id: 'kernel.collective',
  title: { en: 'Time of a collective', zh: '集合通信时间' },
  symbol: 't_"link"',
  unit: 's',
  inputs: {
    start: input('t_0', 's', 'start', '启动时间'),
    size: input('x', 'B', 'bytes through the bus of a card', '单卡总线通信量'),
    bandwidth: input('"BW"_"link"', 'B/s', 'bandwidth of the link, one way', '链路单向带宽'),
    linkShare: input('eta_l', '1', 'share of the link that large messages reach', '大消息达到的链路带宽比例'),
    pipeline: input(
      'tau',
      's',
      'filling of the pipeline: medium sizes cost sqrt(tau * x / BW) more',
      '流水填充时间：中等消息多耗 sqrt(tau * x / BW)',
    ),
  },
  compute: (i) => {
    const carried = i.size.value / (i.bandwidth.value * i.linkShare.value);
    return i.start.value + carried + Math.sqrt(i.pipeline.value * carried);
  },
  write: (i) => {
    const carried = `${i.size} / (${i.bandwidth} * ${i.linkShare})`;
    return `${i.start} + ${carried} + sqrt(${i.pipeline} * ${carried})`;
  },
});

/** Small kernels: norms, rotary, quantization, gather, scatter, copies. */
export const elementwiseTime = formula({
  id: 'kernel.elementwise',
  title: { en: 'Time of an elementwise kernel', zh: '逐元素核函数时间' },
  symbol: 't',
  unit: 's',
  inputs: {
    start: input('c_s', 's', 'cost of a small kernel', '单个小核函数的开销'),
    kernels: input('n', '1', 'kernels it takes', '所需核函数个数'),
    bytes: input('A', 'B', 'bytes read and written', '读写字节数'),
    bandwidth: input('"BW"', 'B/s', 'memory bandwidth', '显存带宽'),
    bandwidthShare: input('eta_b', '1', 'share of the memory bandwidth that a copy reaches', '拷贝达到的显存带宽比例'),
  },
  compute: (i) => i.kernels.value * i.start.value + i.bytes.value / (i.bandwidth.value * i.bandwidthShare.value),
  write: (i) => `${i.kernels} * ${i.start} + ${i.bytes} / (${i.bandwidth} * ${i.bandwidthShare})`,
});
