/** What one person in front of the answer sees. */

import { formula, input } from '../formula';

export const userSpeed = formula({
  id: 'user.speed',
  title: { en: 'Speed a user sees', zh: '单用户速度' },
  symbol: 'v',
  unit: 'token/s',
  inputs: { tpot: input('"TPOT"', 's', 'time an output token', '每输出 token 时间') },
  compute: (i) => 1 / i.tpot.value,
  write: (i) => `1 / ${i.tpot}`,
});
