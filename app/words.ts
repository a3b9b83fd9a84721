/** Words that the report and the command line's verdict share. */

import type { Resource, Text, Trust } from '../engine';

export const resourceWords: Readonly<Record<Resource, Text>> = {
  compute: { en: 'compute', zh: '算力' },
  'memory-capacity': { en: 'memory capacity', zh: '显存容量' },
  'memory-bandwidth': { en: 'memory bandwidth', zh: '显存带宽' },
  communication: { en: 'communication', zh: '通信带宽' },
};

export const trustWords: Readonly<Record<Trust, Text>> = {
  measured: { en: 'measured', zh: '实测' },
  datasheet: { en: 'datasheet', zh: '规格书' },
  calibrated: { en: 'calibrated', zh: '标定' },
  given: { en: 'given', zh: '用户给定' },
  assumed: { en: 'assumed', zh: '假设' },
};

export const statusWords: Readonly<Record<'ok' | 'error' | 'blocked', Text>> = {
  ok: { en: '', zh: '' },
  error: { en: 'failed', zh: '失败' },
  blocked: { en: 'blocked', zh: '被阻塞' },
};

export const severityWords: Readonly<Record<'error' | 'warning' | 'info', Text>> = {
  error: { en: 'error', zh: '错误' },
  warning: { en: 'warning', zh: '警告' },
  info: { en: 'note', zh: '提示' },
};
