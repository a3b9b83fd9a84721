import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { words } from '../../renderer/words';
import { asked, fill, spaced } from '../../renderer/words/word';

const root = join(import.meta.dirname, '../../renderer');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/^words[\\/](?!use-words)/.test(name))
  .map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }));
const sources = files.map(({ name, text }) =>
  ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX),
);

function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  node.forEachChild((child) => {
    visit(child, look);
  });
}

/** Every word key a source file may say: whole strings, and templates with anything in their holes. */
function saidKeys(): (key: string) => boolean {
  const whole = new Set<string>();
  const patterns: RegExp[] = [];
  for (const source of sources)
    visit(source, (node) => {
      if (ts.isStringLiteralLike(node)) whole.add(node.text);
      if (!ts.isTemplateExpression(node)) return;
      const parts = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
      if (parts[0]?.includes('.'))
        patterns.push(new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`));
    });
  return (key) => whole.has(key) || patterns.some((pattern) => pattern.test(key));
}

const spokenAttributes = new Set(['aria-label', 'title', 'placeholder', 'alt', 'label', 'fact', 'hint']);
/** The same in both languages: the names on the language switch, and the terms that LOOK.md 7 leaves as they are. */
const untranslated = new Set(['EN', '中', 'Δ', 'TTFT', 'TPOT', 'Prefill', 'Decode']);

describe('words', () => {
  it('are all used', () => {
    const isSaid = saidKeys();
    // Unlisted commands are never named, yet each command has its word by type.
    const silent = new Set(['command.file.save-and-close', 'command.view.palette']);
    expect(Object.keys(words).filter((key) => !isSaid(key) && !silent.has(key))).toEqual([]);
  });

  it('ask for the same in both languages, and are not empty', () => {
    const uneven = Object.entries(words).filter(
      ([, { en, zh }]) => en === '' || zh === '' || asked(en).join() !== asked(zh).join(),
    );
    expect(uneven).toEqual([]);
  });

  it('are never written into a component', () => {
    const found: string[] = [];
    for (const source of sources)
      visit(source, (node) => {
        const text = ts.isJsxText(node)
          ? node.text
          : ts.isJsxAttribute(node) &&
              spokenAttributes.has(node.name.getText()) &&
              node.initializer &&
              ts.isStringLiteral(node.initializer)
            ? node.initializer.text
            : '';
        if (/\p{L}/u.test(text) && !untranslated.has(text.trim())) found.push(`${source.fileName}: ${text.trim()}`);
      });
    expect(found).toEqual([]);
  });

  it('use no exclamation mark and, in Chinese, full-width punctuation', () => {
    const loud = Object.entries(words).filter(([, { en, zh }]) => /[!！]/.test(en + zh));
    const narrow = Object.entries(words).filter(([, { zh }]) => /\p{Script=Han}[,;:?]/u.test(zh));
    expect([...loud, ...narrow]).toEqual([]);
  });

  it('count in English and leave an unknown name visible', () => {
    expect(fill('{n|problem|problems}', { n: 1 })).toBe('1 problem');
    expect(fill('{n|problem|problems}', { n: 0 })).toBe('0 problems');
    expect(fill('Saved {name}. Run #{id}', { name: 'a' })).toBe('Saved a. Run #{id}');
  });
});

it('puts a space between Chinese and western signs, and only there', () => {
  expect(spaced('的BF16算力')).toBe('的 BF16 算力');
  expect(spaced('每卡22个请求，TTFT 1.5 s。（H20）')).toBe('每卡 22 个请求，TTFT 1.5 s。（H20）');
  expect(spaced(spaced('按ep 8估计'))).toBe('按 ep 8 估计');
});
