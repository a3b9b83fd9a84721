/** Edits one value in a cell's YAML by replacing text, so that every other character stays: comments, order, spacing, quotes. */

import { isCollection, isMap, isScalar, parseDocument, type Node, type Pair, type YAMLMap } from 'yaml';
import { documentOf } from './yaml-body';

interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * Puts `value` (a YAML scalar or flow collection, as text) at `path`; null removes the key, and the mapping that this leaves empty.
 * Returns the body unchanged where the path cannot be reached because the text around it cannot be read.
 */
export function setAt(body: string, path: readonly string[], value: string | null): string {
  const { document } = documentOf(body);
  const splice =
    value === null
      ? removal(body, document.contents, path)
      : placing(body, document.contents, { path, value: written(value) });
  if (!splice) return body;
  const edited = body.slice(0, splice.from) + splice.text + body.slice(splice.to);
  return documentOf(edited).document.errors.length > document.errors.length ? body : edited;
}

/** The text as it may stand behind a colon, also inside braces; quoted where it would read as something else. */
function written(value: string): string {
  const alone = parseDocument(value, { logLevel: 'silent' });
  const inside = parseDocument(`{k: ${value}}`, { logLevel: 'silent' });
  const whole =
    alone.errors.length === 0 &&
    inside.errors.length === 0 &&
    !/[\r\n]/.test(value) &&
    value.trim() !== '' &&
    alone.comment === null;
  if (!whole || !isMap(inside.contents) || inside.contents.items.length !== 1) return JSON.stringify(value);
  return JSON.stringify(inside.toJS()) === JSON.stringify({ k: alone.toJS() }) && !/(^|\s)[&*!]/.test(value)
    ? value
    : JSON.stringify(value);
}

function pairOf(map: YAMLMap, key: string | undefined): Pair<Node, Node | null> | undefined {
  for (const pair of map.items) {
    if (isPairOfNodes(pair) && isScalar(pair.key) && (pair.key.source ?? String(pair.key.value)) === key) return pair;
  }
  return undefined;
}

function isPairOfNodes(pair: Pair): pair is Pair<Node, Node | null> {
  return isScalar(pair.key) && (pair.value === null || isScalar(pair.value) || isCollection(pair.value));
}

/** `{a: {b: 1}}` for path a, b and value 1, the outermost braces left out. */
function nested(path: readonly string[], value: string): string {
  const [key = '', ...rest] = path;
  const name = /^[A-Za-z][\w.-]*$/.test(key) ? key : JSON.stringify(key);
  return `${name}: ${rest.length === 0 ? value : `{${nested(rest, value)}}`}`;
}

function placing(
  body: string,
  root: Node | null,
  wanted: { readonly path: readonly string[]; readonly value: string },
): Splice | undefined {
  const { path, value } = wanted;
  if (!isMap(root)) {
    // Only comments and blank lines so far; anything else is no place for a key.
    if (root && !(isScalar(root) && (root.source ?? '') === '')) return undefined;
    return {
      from: body.length,
      to: body.length,
      text: `${body === '' || body.endsWith('\n') ? '' : '\n'}${nested(path, value)}`,
    };
  }
  let map = root;
  for (let depth = 0; depth < path.length; depth++) {
    const pair = pairOf(map, path[depth]);
    if (!pair) return insertion(body, map, nested(path.slice(depth), value));
    if (depth < path.length - 1 && isMap(pair.value) && pair.value.items.length > 0) {
      map = pair.value;
      continue;
    }
    const rest = path.slice(depth + 1);
    return replacement(body, pair, rest.length === 0 ? value : `{${nested(rest, value)}}`);
  }
  return undefined;
}

function replacement(body: string, pair: Pair<Node, Node | null>, text: string): Splice | undefined {
  const keyEnd = pair.key.range?.[1];
  if (keyEnd === undefined) return undefined;
  const range = pair.value?.range;
  const empty = !range || range[0] === range[1];
  if (empty || (isCollection(pair.value) && !pair.value.flow)) {
    const colon = body.indexOf(':', keyEnd);
    if (colon < 0) return { from: keyEnd, to: keyEnd, text: `: ${text}` };
    if (empty) return { from: colon + 1, to: colon + 1, text: ` ${text}` };
    return { from: colon + 1, to: trimmedEnd(body, range[1]), text: ` ${text}` };
  }
  return { from: range[0], to: range[1], text };
}

/** The end of a block without the line break that its range includes. */
function trimmedEnd(body: string, end: number): number {
  let at = end;
  while (at > 0 && /\s/.test(body.charAt(at - 1))) at--;
  return at;
}

function insertion(body: string, map: YAMLMap, text: string): Splice | undefined {
  const last = map.items[map.items.length - 1];
  const start = map.range?.[0];
  if (start === undefined) return undefined;
  if (!last) return { from: start + 1, to: start + 1, text };
  const end = endOfPair(last);
  if (end === undefined) return undefined;
  if (map.flow) return { from: end, to: end, text: `, ${text}` };
  const first = map.items[0];
  const at = first && isScalar(first.key) ? first.key.range?.[0] : undefined;
  if (at === undefined) return undefined;
  const indent = ' '.repeat(at - (body.lastIndexOf('\n', at - 1) + 1));
  const newline = body.includes('\r\n') ? '\r\n' : '\n';
  if (body.charAt(end - 1) === '\n') return { from: end, to: end, text: `${indent}${text}${newline}` };
  const lineEnd = /\r?\n|$/.exec(body.slice(end));
  const from = end + (lineEnd?.index ?? 0);
  return { from, to: from, text: `${newline}${indent}${text}` };
}

/** Where the text of a pair ends: at its deepest last leaf, before any comment. */
function endOfPair(pair: Pair): number | undefined {
  if (!isPairOfNodes(pair)) return undefined;
  const value = pair.value;
  if (isMap(value) && !value.flow) {
    const last = value.items[value.items.length - 1];
    const end = last && endOfPair(last);
    if (end !== undefined) return end;
  }
  if (isCollection(value) && !value.flow && value.range) return value.range[1];
  const keyEnd = pair.key.range?.[1];
  if (value?.range && value.range[1] > value.range[0]) return value.range[1];
  return keyEnd === undefined ? undefined : keyEnd + 1;
}

function removal(body: string, root: Node | null, path: readonly string[]): Splice | undefined {
  if (!isMap(root)) return undefined;
  const chain: { readonly map: YAMLMap; readonly pair: Pair<Node, Node | null> }[] = [];
  let map: YAMLMap = root;
  for (const key of path) {
    const pair = pairOf(map, key);
    if (!pair) return undefined;
    chain.push({ map, pair });
    if (isMap(pair.value)) map = pair.value;
  }
  if (chain.length < path.length) return undefined;
  let victim = chain.length - 1;
  while (victim > 0 && chain[victim]?.map.items.length === 1) victim--;
  const found = chain[victim];
  if (!found) return undefined;
  return found.map.flow ? fromFlow(body, found.map, found.pair) : fromBlock(body, found.pair);
}

function fromFlow(body: string, map: YAMLMap, pair: Pair<Node, Node | null>): Splice | undefined {
  const index = map.items.indexOf(pair);
  const start = pair.key.range?.[0];
  const end = endOfPair(pair);
  if (start === undefined || end === undefined) return undefined;
  const next = map.items[index + 1];
  const nextStart = next && isScalar(next.key) ? next.key.range?.[0] : undefined;
  if (nextStart !== undefined) return { from: start, to: nextStart, text: '' };
  const before = map.items[index - 1];
  const from = before ? endOfPair(before) : start;
  return from === undefined ? undefined : { from, to: end, text: '' };
}

/** Whole lines, with the comment that stands behind the value. */
function fromBlock(body: string, pair: Pair<Node, Node | null>): Splice | undefined {
  const start = pair.key.range?.[0];
  const end = endOfPair(pair);
  if (start === undefined || end === undefined) return undefined;
  const from = body.lastIndexOf('\n', start - 1) + 1;
  if (body.charAt(end - 1) === '\n') return { from, to: end, text: '' };
  const lineEnd = body.indexOf('\n', end);
  if (lineEnd >= 0) return { from, to: lineEnd + 1, text: '' };
  // The last line: the line break before it goes too.
  return { from: from > 0 ? from - (body.charAt(from - 2) === '\r' ? 2 : 1) : 0, to: body.length, text: '' };
}
