/** The words after a fence: `yaml <kind> <id> [from=<id>]`. */

import { diagnostic, type Diagnostic, type Span } from '../diagnostics';

export interface Info {
  readonly kind: string;
  readonly id?: string;
  readonly idAt?: Span;
  readonly from?: string;
  readonly problems: readonly Diagnostic[];
}

const kebab = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** Reads an info string that starts at `column` of its line; undefined where the fence is no cell (no `yaml`, or nothing behind it). */
export function readInfo(info: string, column: number): Info | undefined {
  const words = [...info.matchAll(/\S+/g)].map((match) => ({
    text: match[0],
    at: { line: 0, column: column + match.index, endLine: 0, endColumn: column + match.index + match[0].length },
  }));
  const [language, kind, ...rest] = words;
  if (language?.text !== 'yaml' || !kind) return undefined;
  const problems: Diagnostic[] = [];
  const name = rest[0]?.text.startsWith('from=') === false ? rest[0] : undefined;
  let from: string | undefined;
  for (const word of rest) {
    if (word === name) continue;
    if (from === undefined && /^from=./.test(word.text)) from = word.text.slice('from='.length);
    else problems.push(diagnostic('cell.info-unknown', { word: word.text }, { at: word.at }));
  }
  if (!name) problems.push(diagnostic('cell.id-missing', { kind: kind.text }, { at: kind.at }));
  else if (!kebab.test(name.text)) problems.push(diagnostic('cell.id-form', { id: name.text }, { at: name.at }));
  return {
    kind: kind.text,
    ...(name ? { id: name.text, idAt: name.at } : {}),
    ...(from === undefined ? {} : { from }),
    problems,
  };
}
