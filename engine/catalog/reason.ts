/** What is wrong with a file, in words, from the schema's issue. */

import { nearest, type Text } from '../diagnostics';
import type { z } from '../zod';

type Issue = z.core.$ZodIssue;

/** The issue of a form that was tried inside another, kept with its Chinese words. */
export function asCustom(issue: Issue) {
  const { en, zh } = reasonOf(issue);
  return { code: 'custom' as const, message: en, path: [...issue.path], params: { zh } };
}

export function reasonOf(issue: Issue, known: readonly string[] = []): Text {
  switch (issue.code) {
    case 'unrecognized_keys': {
      const keys = issue.keys.join(', ');
      const near = issue.keys.length === 1 ? nearest(keys, known) : undefined;
      return near === undefined
        ? { en: `unknown field ${keys}`, zh: `未知字段 ${keys}` }
        : { en: `unknown field ${keys} (did you mean ${near}?)`, zh: `未知字段 ${keys}（是否为 ${near}？）` };
    }
    case 'invalid_type':
      return issue.message.includes('received undefined')
        ? { en: `missing (${issue.expected})`, zh: `缺少（${issue.expected}）` }
        : { en: `must be of type ${issue.expected}`, zh: `类型应为 ${issue.expected}` };
    case 'invalid_value': {
      const values = issue.values.map(String).join(', ');
      return { en: `must be one of ${values}`, zh: `应为以下之一：${values}` };
    }
    case 'too_small':
      return { en: `must be at least ${issue.minimum}`, zh: `不得小于 ${issue.minimum}` };
    case 'custom':
      return { en: issue.message, zh: typeof issue.params?.['zh'] === 'string' ? issue.params['zh'] : issue.message };
    default:
      return { en: issue.message, zh: `格式不符（${issue.message}）` };
  }
}
