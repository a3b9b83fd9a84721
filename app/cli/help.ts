/** What --help says. */

import type { Language } from '../../engine';
import { common } from './arguments';
import type { Command, OptionSpecs } from './command';
import { widthOf } from './print';

export function helpText(commands: readonly Command[], command: Command | undefined, language: Language): string {
  const say = (en: string, zh: string) => (language === 'zh' ? zh : en);
  if (command) {
    return [
      `chokepoint ${command.name} ${command.usage}`.trim(),
      `  ${command.summary[language]}`,
      '',
      say('Options', '选项'),
      ...optionLines(command.options, language),
      '',
      say('Options of every command', '通用选项'),
      ...optionLines(common, language),
    ].join('\n');
  }
  return [
    say(
      'Chokepoint: which resource chokes LLM inference, and what that costs.',
      'Chokepoint：大模型推理卡在哪一种资源，代价是多少。',
    ),
    '',
    say('chokepoint COMMAND …', 'chokepoint 命令 …'),
    ...aligned(commands.map((each) => [`${each.name} ${each.usage}`.trim(), each.summary[language]])),
    '',
    say('Options of every command', '通用选项'),
    ...optionLines(common, language),
    '',
    say(
      'Exit codes: 0 fine; 1 a cell fails or waits, an assertion or a case misses; 2 wrong usage; 3 unexpected.',
      '退出码：0 正常；1 单元格失败或被阻塞，或断言、算例不满足；2 用法错误；3 意外错误。',
    ),
  ].join('\n');
}

function optionLines(options: OptionSpecs, language: Language): string[] {
  return aligned(
    Object.entries(options).map(([name, { value, meaning }]) => [
      `--${name}${value ? ` ${value}` : ''}`,
      meaning[language],
    ]),
  );
}

/** The longest left part that its explanation still stands beside. */
const widest = 44;

function aligned(pairs: readonly (readonly [string, string])[]): string[] {
  const width = Math.min(widest, Math.max(...pairs.map(([left]) => widthOf(left))));
  return pairs.flatMap(([left, right]) => {
    const gap = width - widthOf(left);
    return gap >= 0 ? [`  ${left}${' '.repeat(gap)}  ${right}`] : [`  ${left}`, `  ${' '.repeat(width)}  ${right}`];
  });
}
