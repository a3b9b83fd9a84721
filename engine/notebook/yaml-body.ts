/** A cell's YAML as a tree of values that know where they stand; whatever is wrong is a diagnostic, and the rest is still read. */

import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  type Pair,
  type YAMLError,
} from 'yaml';
import { diagnostic, type Diagnostic, type Span } from '../diagnostics';

export type Path = readonly (string | number)[];

/** One key of a mapping with its value. */
export interface Entry {
  readonly key: string;
  readonly keyAt: Span;
  readonly value: Value;
}

export type Value =
  /** `text` is as the person wrote it, quotes taken off: "08" stays "08". */
  | { readonly kind: 'scalar'; readonly text: string; readonly at: Span }
  | { readonly kind: 'empty'; readonly at: Span }
  | { readonly kind: 'map'; readonly entries: readonly Entry[]; readonly at: Span }
  | { readonly kind: 'list'; readonly items: readonly Value[]; readonly at: Span };

export interface Body {
  /** A mapping, or empty where nothing is written. */
  readonly root: Value;
  readonly problems: readonly Diagnostic[];
}

const options = { keepSourceTokens: false, merge: false, prettyErrors: false, strict: true, uniqueKeys: true } as const;

/** Parses text for reading and editing; never throws. */
export function documentOf(text: string): { readonly document: Document.Parsed; readonly lines: LineCounter } {
  const lines = new LineCounter();
  return { document: parseDocument(text, { ...options, lineCounter: lines }), lines };
}

/** Reads the body of a cell. */
export function readBody(text: string): Body {
  const { document, lines } = documentOf(text);
  const spanOf = spans(lines);
  const problems: Diagnostic[] = document.errors.map((error) => syntaxProblem(error, spanOf));
  const root = read({ node: document.contents, spanOf, problems, depth: 0 });
  return { root, problems };
}

/** Where the value (or, failing that, the key, or the nearest thing above) at `path` stands; undefined if not even its first key is there. */
export function spanAt(root: Value, path: Path): Span | undefined {
  let value = root;
  let at: Span | undefined;
  for (const step of path) {
    if (value.kind === 'map') {
      const entry = value.entries.find((each) => each.key === step);
      if (!entry) return at;
      value = entry.value;
      at = value.kind === 'scalar' || value.kind === 'list' ? value.at : entry.keyAt;
    } else if (value.kind === 'list' && typeof step === 'number' && value.items[step]) {
      value = value.items[step];
      at = value.at;
    } else return at;
  }
  return at;
}

type SpanOf = (from: number, to: number) => Span;

function spans(lines: LineCounter): SpanOf {
  return (from, to) => {
    const start = lines.linePos(from);
    const end = lines.linePos(Math.max(from, to));
    return {
      line: Math.max(1, start.line),
      column: Math.max(1, start.col),
      endLine: Math.max(1, end.line),
      endColumn: Math.max(1, end.col),
    };
  };
}

interface Reading {
  readonly node: Node | Pair | null | undefined;
  readonly spanOf: SpanOf;
  readonly problems: Diagnostic[];
  readonly depth: number;
}

const deepest = 20;

function read(at: Reading): Value {
  const { node, spanOf, problems } = at;
  const range = node && 'range' in node ? node.range : undefined;
  const span = range ? spanOf(range[0], range[1]) : { line: 1, column: 1, endLine: 1, endColumn: 1 };
  if (isAlias(node)) {
    problems.push(diagnostic('yaml.alias', {}, { at: span }));
    return { kind: 'empty', at: span };
  }
  if (isScalar(node)) {
    if (node.value === null && (node.source === undefined || node.source === '')) return { kind: 'empty', at: span };
    return {
      kind: 'scalar',
      text: node.type === 'PLAIN' || typeof node.value !== 'string' ? (node.source ?? String(node.value)) : node.value,
      at: span,
    };
  }
  if (isSeq(node))
    return { kind: 'list', at: span, items: at.depth > deepest ? [] : node.items.map((item) => read(below(at, item))) };
  if (isMap(node))
    return {
      kind: 'map',
      at: span,
      entries: at.depth > deepest ? [] : node.items.flatMap((pair) => entriesOf(at, pair)),
    };
  return { kind: 'empty', at: span };
}

function entriesOf(at: Reading, pair: Pair): Entry[] {
  const { key, value } = pair;
  if (!isScalar(key)) {
    const range = isMap(key) || isSeq(key) || isAlias(key) ? key.range : undefined;
    at.problems.push(
      diagnostic('yaml.not-keys', { example: 'use: h20-96g' }, range ? { at: at.spanOf(range[0], range[1]) } : {}),
    );
    return [];
  }
  const keyAt = key.range ? at.spanOf(key.range[0], key.range[1]) : { line: 1, column: 1 };
  const node = isNode(value) ? value : undefined;
  return [
    { key: key.source ?? String(key.value), keyAt, value: node ? read(below(at, node)) : { kind: 'empty', at: keyAt } },
  ];
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);
}

function below(at: Reading, node: unknown): Reading {
  return { ...at, node: isNode(node) ? node : undefined, depth: at.depth + 1 };
}

/** What the parser says, in plain words; codes as in yaml 2.9's errors.d.ts. */
const syntax: Partial<Record<YAMLError['code'], { en: string; zh: string }>> = {
  ALIAS_PROPS: { en: 'An alias takes no tag or anchor', zh: '别名不能带标签或锚点' },
  BAD_ALIAS: { en: 'An alias needs a name', zh: '别名缺少名字' },
  BAD_DIRECTIVE: { en: 'Lines that begin with % are not read here', zh: '此处不读取以 % 开头的行' },
  BAD_DQ_ESCAPE: {
    en: 'This escape after \\ is not known. Use single quotes if the backslash is meant',
    zh: '\\ 后的转义无法识别。若就是反斜杠，请用单引号',
  },
  BAD_INDENT: { en: 'The indentation does not line up with the lines above', zh: '缩进与上面的行没有对齐' },
  BAD_PROP_ORDER: { en: 'Tags and anchors are not read here', zh: '此处不读取标签与锚点' },
  BAD_SCALAR_START: {
    en: 'A value cannot begin with this character. Put it in quotes',
    zh: '值不能以此字符开头。请加引号',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    en: 'Two colons in one line: put the second key on a line of its own, or the value in quotes',
    zh: '一行中有两个冒号：请把第二个键另起一行，或给值加引号',
  },
  BLOCK_IN_FLOW: {
    en: 'Inside { } and [ ] write key: value, separated by commas',
    zh: '在 { } 和 [ ] 内请写 key: value，并用逗号分隔',
  },
  DUPLICATE_KEY: { en: 'This key stands here twice. Keep one', zh: '此键出现了两次。请只保留一个' },
  IMPOSSIBLE: { en: 'This cannot be read', zh: '无法读取' },
  KEY_OVER_1024_CHARS: { en: 'The key is too long', zh: '键过长' },
  MISSING_CHAR: {
    en: 'Something is missing here: a closing quote or bracket, a comma, or a space after the colon',
    zh: '此处缺少字符：右引号、右括号、逗号或冒号后的空格',
  },
  MULTILINE_IMPLICIT_KEY: {
    en: 'A key must fit on one line. Is a colon missing?',
    zh: '键必须写在一行内。是否漏了冒号？',
  },
  MULTIPLE_ANCHORS: { en: 'Anchors are not read here', zh: '此处不读取锚点' },
  MULTIPLE_DOCS: { en: 'A cell holds one document. Remove the line ---', zh: '一个单元只能有一个文档。请删去 --- 行' },
  MULTIPLE_TAGS: { en: 'Tags are not read here', zh: '此处不读取标签' },
  TAB_AS_INDENT: { en: 'Indent with spaces, not with tabs', zh: '请用空格缩进，不要用制表符' },
  TAG_RESOLVE_FAILED: { en: 'Tags are not read here', zh: '此处不读取标签' },
  UNEXPECTED_TOKEN: { en: 'This does not belong here', zh: '此处不应有这些字符' },
};

/** yaml counts a bracket left open as bad indentation. */
const unclosed = { en: 'A bracket { or [ is not closed', zh: '括号 { 或 [ 没有闭合' };

function syntaxProblem(error: YAMLError, spanOf: SpanOf): Diagnostic {
  const isUnclosed = /end with a [\]}]/.test(error.message);
  const words = isUnclosed
    ? unclosed
    : (syntax[error.code] ?? { en: `This cannot be read: ${error.message}`, zh: `无法读取：${error.message}` });
  const [from, to] = error.pos;
  return diagnostic('yaml.syntax', words, { at: spanOf(from, to) });
}
