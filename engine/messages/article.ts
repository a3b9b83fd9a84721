/** The article and its equations. */

import { message, type Text } from './message';

export const articleMessages = {
  'article.needs-mla-moe': message<{ model: string }>(
    'error',
    (a) =>
      `The article's equations know models with MLA and MoE; ${a.model} is not one. Choose fidelity roofline or calibrated`,
    (a) => `原文公式只适用于 MLA 加 MoE 的模型，${a.model} 不是。请改用 fidelity: roofline 或 calibrated`,
  ),
  'article.layout': message<{ phase: string; pp: number; cp: number }>(
    'error',
    (a) =>
      `The article has no equation for ${a.phase} at pp ${String(a.pp)}, cp ${String(a.cp)}. Set both to 1, or choose another fidelity`,
    (a) => `原文没有 ${a.phase} 在 pp ${String(a.pp)}、cp ${String(a.cp)} 下的公式。请都设为 1，或改用其他 fidelity`,
  ),
  'article.leaves-out': message<{ what: Text }>(
    'info',
    (a) => `The article's equations leave out ${a.what.en}`,
    (a) => `原文公式未计入${a.what.zh}`,
  ),
} as const;
