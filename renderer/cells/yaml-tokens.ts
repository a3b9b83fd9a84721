/** One line of YAML cut into what is coloured differently; the still view and the editor share it, so that nothing jumps. */

export type TokenKind = 'key' | 'value' | 'switch' | 'comment' | 'mark';

export interface Token {
  readonly start: number;
  readonly text: string;
  readonly kind: TokenKind;
}

const pattern =
  /(?<comment>(?:^|(?<=\s))#.*$)|(?<quoted>"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?)|(?<mark>[{}[\],]|:(?=\s|$)|-(?=\s))|(?<word>(?:[^\s{}[\],#:]|:(?!\s|$)|(?<=\S)#)(?:[^{}[\],:#]|:(?!\s|$)|(?<=\S)#)*)/gu;

const switches = new Set(['on', 'off', 'true', 'false']);

export function tokensOf(line: string): readonly Token[] {
  return [...line.matchAll(pattern)].flatMap((match) => {
    const { comment, mark, quoted, word } = match.groups ?? {};
    const text = comment ?? mark ?? quoted ?? (word ?? '').trimEnd();
    if (text === '') return [];
    const kind: TokenKind =
      comment !== undefined
        ? 'comment'
        : mark !== undefined
          ? 'mark'
          : kindOf(text, line.slice(match.index + text.length));
    return [{ start: match.index, text, kind }];
  });
}

function kindOf(word: string, after: string): TokenKind {
  if (/^\s*:(\s|$)/.test(after)) return 'key';
  return switches.has(word) ? 'switch' : 'value';
}
