/** One call of the command line: arguments in, text out, an exit code back. */

import { resolve } from 'node:path';
import { diagnostic, engineVersion, say, type Diagnostic, type Language } from '../../engine';
import { Refusal } from '../outcome';
import { createWorkshop } from '../handlers/workshop';
import { nodePorts, type Ports } from '../ports';
import { readArguments, type Arguments } from './arguments';
import type { Console, ExitCode } from './command';
import { commands } from './commands';
import { helpText } from './help';
import { styleFor } from './print';

export interface Surroundings {
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  readonly console: Console;
}

export async function runCommandLine({ argv, environment, folder, console }: Surroundings): Promise<ExitCode> {
  const json = argv.includes('--json');
  const spoken = languageOf(environment);
  const read = readArguments(argv, commands);
  if (!read.ok) return complain(read.problem, { console, json, language: spoken });
  const { values } = read.value;
  const language = values('lang')[0] === 'zh' ? 'zh' : values('lang')[0] === 'en' ? 'en' : spoken;
  const ports = nodePorts(environment, choicesOf(read.value, folder));
  if (values('help').length > 0 || values('version').length > 0)
    return introduce(read.value, { console, json, language, ports });
  const { command, words } = read.value;
  if (!command) return 2;
  const workshop = createWorkshop(ports);
  try {
    return await command.act({ workshop, console, language, json, words, values, folder });
  } catch (error) {
    return complain(problemOf(error), { console, json, language });
  } finally {
    workshop.close();
  }
}

function choicesOf({ values }: Arguments, folder: string) {
  const [database] = values('db');
  const [catalogFolder] = values('catalog');
  return {
    ...(database === undefined ? {} : { database: resolve(folder, database) }),
    ...(catalogFolder === undefined ? {} : { catalogFolder: resolve(folder, catalogFolder) }),
  };
}

function introduce(read: Arguments, { console, json, language, ports }: Voice & { readonly ports: Ports }): ExitCode {
  const { version } = ports.program;
  const isVersion = read.values('version').length > 0;
  if (json) {
    const told = isVersion ? { version, engine: engineVersion } : { help: helpText(commands, read.command, 'en') };
    console.out(JSON.stringify({ chokepoint: 1, ...told }, null, 2));
  } else console.out(isVersion ? `Chokepoint ${version}` : helpText(commands, read.command, language));
  return 0;
}

interface Voice {
  readonly console: Console;
  readonly json: boolean;
  readonly language: Language;
}

/** Says what is wrong on standard error; with --json the one document on standard output says it too. */
function complain(problem: Diagnostic, { console, json, language }: Voice): ExitCode {
  const { code, severity } = problem;
  if (json)
    console.out(
      JSON.stringify({ chokepoint: 1, diagnostics: [{ code, severity, message: say(problem, 'en') }] }, null, 2),
    );
  console.error(`${styleFor(console.colours).alarm('✗')} ${say(problem, json ? 'en' : language)}`);
  return isUsage(code) ? 2 : 3;
}

/** A wrong word, or a file named that cannot be read. */
function isUsage(code: string): boolean {
  return (
    code.startsWith('usage.') ||
    code.startsWith('quantity.') ||
    ['file.missing', 'file.folder', 'file.no-folder', 'file.not-text', 'history.no-run', 'history.no-design'].includes(
      code,
    )
  );
}

function problemOf(error: unknown): Diagnostic {
  if (error instanceof Refusal) return error.problem;
  return diagnostic('app.fault', { reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}

/** POSIX: LC_ALL over LC_MESSAGES over LANG. */
function languageOf(environment: Surroundings['environment']): Language {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
