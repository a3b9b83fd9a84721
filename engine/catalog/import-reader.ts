/** A config.json while it is read: which keys have been understood, and what is wrong with the rest. */

import { diagnostic, type Diagnostic, type Text } from '../diagnostics';

export interface ConfigReader {
  /** The first of these keys that holds a number. Two that disagree are a problem. */
  readonly number: (...keys: readonly string[]) => number | undefined;
  /** The same, reported where there is none; NaN then. */
  readonly need: (...keys: readonly string[]) => number;
  readonly flag: (key: string) => boolean | undefined;
  readonly text: (key: string) => string | undefined;
  readonly numbers: (key: string) => readonly number[] | undefined;
  /** A number, or one for each layer. */
  readonly either: (key: string) => number | readonly number[] | undefined;
  readonly texts: (key: string) => readonly string[] | undefined;
  readonly group: (key: string) => ConfigReader | undefined;
  readonly has: (key: string) => boolean;
  /** A contradiction or a part that cannot be expressed. */
  readonly refuse: (what: Text) => void;
  /** Marks keys that mean nothing for the demand. */
  readonly ignore: (ignorable: (key: string) => boolean) => void;
  /** Keys that nobody asked for, with the groups they stand in. */
  readonly left: () => string[];
}

/** Keys with null say nothing: they are understood. */
export function readerOf(
  content: Readonly<Record<string, unknown>>,
  problems: Diagnostic[],
  file: string,
  prefix = '',
): ConfigReader {
  const asked = new Set<string>();
  const groups = new Map<string, ConfigReader>();
  const refuse = (what: Text) => problems.push(diagnostic('import.refused', { file, what }));
  const wrong = (key: string, wanted: Text) =>
    refuse({ en: `${prefix}${key} must be ${wanted.en}`, zh: `${prefix}${key} 应为${wanted.zh}` });
  const value = (key: string): unknown => {
    asked.add(key);
    return content[key] ?? undefined;
  };
  const oneNumber = (key: string): number | undefined => {
    const found = value(key);
    if (found === undefined || typeof found === 'number') return found;
    wrong(key, { en: 'a number', zh: '数字' });
    return undefined;
  };
  const number = (...keys: readonly string[]): number | undefined => {
    const found = keys.flatMap((key) => {
      const each = oneNumber(key);
      return each === undefined ? [] : [{ key, each }];
    });
    const [first, ...others] = found;
    const other = others.find(({ each }) => each !== first?.each);
    if (first && other) {
      const said = `${first.key} ${first.each}, ${other.key} ${other.each}`;
      refuse({ en: `two keys disagree: ${said}`, zh: `两个键不一致：${said}` });
    }
    return first?.each;
  };
  const listOf = <T>(key: string, is: (item: unknown) => item is T, wanted: Text): readonly T[] | undefined => {
    const found = value(key);
    if (found === undefined) return undefined;
    if (Array.isArray(found) && found.every(is)) return found;
    wrong(key, wanted);
    return undefined;
  };
  return {
    number,
    need: (...keys) => {
      const found = number(...keys);
      if (found !== undefined && Number.isInteger(found) && found > 0) return found;
      const names = keys.map((key) => prefix + key).join(' / ');
      refuse(
        found === undefined
          ? { en: `${names} is missing`, zh: `缺少 ${names}` }
          : { en: `${names} must be a positive whole number`, zh: `${names} 应为正整数` },
      );
      return Number.NaN;
    },
    flag: (key) => {
      const found = value(key);
      if (found === undefined || typeof found === 'boolean') return found;
      wrong(key, { en: 'true or false', zh: ' true 或 false' });
      return undefined;
    },
    text: (key) => {
      const found = value(key);
      return typeof found === 'string' ? found : undefined;
    },
    either: (key) =>
      typeof content[key] === 'number'
        ? oneNumber(key)
        : listOf(key, isNumber, { en: 'a number or a list of numbers', zh: '数字或数字列表' }),
    numbers: (key) => listOf(key, isNumber, { en: 'a list of numbers', zh: '数字列表' }),
    texts: (key) => listOf(key, isText, { en: 'a list of words', zh: '文本列表' }),
    group: (key) => {
      const found = value(key);
      if (!isGroup(found)) return undefined;
      const reader = groups.get(key) ?? readerOf(found, problems, file, `${prefix}${key}.`);
      groups.set(key, reader);
      return reader;
    },
    has: (key) => content[key] !== undefined && content[key] !== null,
    refuse,
    ignore: (ignorable) => {
      for (const key of Object.keys(content)) if (ignorable(key)) asked.add(key);
      for (const group of groups.values()) group.ignore(ignorable);
    },
    left: () => [
      ...Object.keys(content)
        .filter((key) => !asked.has(key) && content[key] !== null)
        .map((key) => prefix + key),
      ...[...groups.values()].flatMap((group) => group.left()),
    ],
  };
}

export function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
