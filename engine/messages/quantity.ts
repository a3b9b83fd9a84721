/** Numbers and units. */

import { message } from './message';

export const quantityMessages = {
  'quantity.not-a-number': message<{ text: string; example: string }>(
    'error',
    (a) => `"${a.text}" is not a number. Write for example ${a.example}`,
    (a) => `“${a.text}” 不是数字。例如写作 ${a.example}`,
  ),
  'quantity.unit-missing': message<{ text: string; example: string }>(
    'error',
    (a) => `"${a.text}" needs a unit. Write for example ${a.example}`,
    (a) => `“${a.text}” 缺少单位。例如写作 ${a.example}`,
  ),
  'quantity.unit-wrong': message<{ text: string; suffix: string; example: string }>(
    'error',
    (a) => `"${a.suffix}" is not a unit that fits here. Write for example ${a.example}`,
    (a) => `此处不能用单位 “${a.suffix}”。例如写作 ${a.example}`,
  ),
} as const;
