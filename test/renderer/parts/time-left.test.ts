import { expect, test } from 'vitest';
import { timeLeft } from '../../../renderer/parts/time-left';
import { speak } from '../../../renderer/words/use-words';

test.each([
  [0.2, '1 s left', '剩余 1 秒'],
  [119, '119 s left', '剩余 119 秒'],
  [120, '2 min left', '剩余 2 分钟'],
  [2059, '35 min left', '剩余 35 分钟'],
])('%d seconds', (seconds, en, zh) => {
  expect(timeLeft(speak('en').say, seconds)).toBe(en);
  expect(timeLeft(speak('zh').say, seconds)).toBe(zh);
});
