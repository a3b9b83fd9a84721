/** What carries the bytes between cards, by the name that engineers use. */

import type { Text } from '../diagnostics';

export const transportIds = [
  'nvlink',
  'infinity-fabric',
  'hccs',
  'ub',
  'hsl',
  'ici',
  'pcie',
  'infiniband',
  'roce',
  'rdma',
] as const;
export type TransportId = (typeof transportIds)[number];

const same = (text: string): Text => ({ en: text, zh: text });

export const transportTitles: Readonly<Record<TransportId, Text>> = {
  nvlink: same('NVLink'),
  'infinity-fabric': same('Infinity Fabric'),
  hccs: same('HCCS'),
  ub: same('UB'),
  hsl: same('HSL'),
  ici: same('ICI'),
  pcie: same('PCIe'),
  infiniband: same('InfiniBand'),
  roce: same('RoCE'),
  rdma: { en: 'RDMA (InfiniBand or RoCE)', zh: 'RDMA（InfiniBand 或 RoCE）' },
};
