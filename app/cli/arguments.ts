/** The words after the program's name, checked against what the commands accept. */

import { parseArgs } from 'node:util';
import { diagnostic, nearest } from '../../engine';
import { done, refused, type Outcome } from '../outcome';
import type { Command, OptionSpec, OptionSpecs } from './command';

/** Accepted by every command. */
export const common: OptionSpecs = {
  db: { value: 'PATH', meaning: { en: 'the history to use', zh: '要使用的历史记录文件' } },
  json: { meaning: { en: 'print one JSON document', zh: '输出一个 JSON 文档' } },
  lang: { value: 'zh|en', choices: ['zh', 'en'], meaning: { en: 'the language of messages', zh: '消息语言' } },
  catalog: { value: 'DIR', meaning: { en: 'a folder of your own catalog entries', zh: '自有资料库条目所在文件夹' } },
  help: { meaning: { en: 'say how a command is used', zh: '显示用法' } },
  version: { meaning: { en: 'print the version', zh: '显示版本' } },
};

export interface Arguments {
  /** Absent with --help or --version alone. */
  readonly command?: Command;
  readonly words: readonly string[];
  readonly values: (name: string) => readonly string[];
}

/** Reads the arguments; the first thing wrong is the refusal. */
export function readArguments(argv: readonly string[], commands: readonly Command[]): Outcome<Arguments> {
  const { tokens } = tokensOf(argv, { ...common, ...Object.assign({}, ...commands.map((command) => command.options)) });
  const name = tokens.find((token) => token.kind === 'positional')?.value;
  const command = commands.find((each) => each.name === name);
  const specs = { ...common, ...command?.options };
  const given = new Map<string, string[]>();
  if (name !== undefined && !command) return refused(unknownCommand(name, commands));
  const words: string[] = [];
  // Read again, now knowing which options take a value.
  for (const token of tokensOf(argv, specs).tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const spec = Object.hasOwn(specs, token.name) ? specs[token.name] : undefined;
    if (!spec) return refused(unknownOption(token.rawName, command, specs));
    const checked = checkValue(token.rawName, token.value, spec);
    if (!checked.ok) return checked;
    given.set(token.name, spec.repeats ? [...(given.get(token.name) ?? []), checked.value] : [checked.value]);
  }
  const values = (option: string) => given.get(option) ?? [];
  if (given.has('help') || given.has('version'))
    return done({ ...(command ? { command } : {}), words: words.slice(1), values });
  if (!command) return refused(diagnostic('usage.no-command', { known: commands.map((each) => each.name).join(', ') }));
  const count = words.length - 1;
  if (count < command.least || count > command.most)
    return refused(diagnostic('usage.arguments', { usage: `${command.name} ${command.usage}` }));
  return done({ command, words: words.slice(1), values });
}

function tokensOf(argv: readonly string[], specs: OptionSpecs) {
  const options = Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [
      name,
      { type: spec.value === undefined ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  return parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true });
}

function checkValue(name: string, value: string | undefined, spec: OptionSpec): Outcome<string> {
  if (spec.value === undefined)
    return value === undefined ? done('') : refused(diagnostic('usage.option-takes-no-value', { name }));
  // "--db --json" forgot the path.
  if (value === undefined || value === '' || value.startsWith('--'))
    return refused(diagnostic('usage.option-needs-value', { name, value: spec.value }));
  if (spec.choices && !spec.choices.includes(value)) {
    const near = nearest(value, spec.choices);
    return refused(
      diagnostic('usage.bad-value', { name, value, known: spec.choices.join(', '), ...(near ? { near } : {}) }),
    );
  }
  return done(value);
}

function unknownCommand(name: string, commands: readonly Command[]) {
  const names = commands.map((command) => command.name);
  const near = nearest(name, names);
  return diagnostic('usage.unknown-command', { name, known: names.join(', '), ...(near ? { near } : {}) });
}

function unknownOption(name: string, command: Command | undefined, specs: OptionSpecs) {
  const names = Object.keys(specs).map((each) => `--${each}`);
  const near = nearest(name, names);
  const known = names.join(', ');
  return diagnostic('usage.unknown-option', {
    command: command?.name ?? 'chokepoint',
    name,
    known,
    ...(near ? { near } : {}),
  });
}
