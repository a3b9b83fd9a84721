/** How a word is written down: both languages, {name} for what is filled in, {n|one|other} where English counts. */

import type { Text } from '../../app/contract';

export type Words = Readonly<Record<string, Text>>;
export type Arguments = Readonly<Record<string, string | number>>;

export function word(en: string, zh: string): Text {
  return { en, zh };
}

/** "{n|problem|problems}" with n = 2 → "2 problems"; "{name}" → its value; an unknown name stays visible. */
export function fill(template: string, given: Arguments = {}): string {
  return template.replace(
    /\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g,
    (whole, name: string, one?: string, other?: string) => {
      const value = given[name];
      if (value === undefined) return whole;
      if (one === undefined || other === undefined) return String(value);
      return `${value} ${value === 1 ? one : other}`;
    },
  );
}

const han = '[\u3400-\u9fff]';
const western = '[A-Za-z0-9%°µμ]';
const touching = new RegExp(`(?<=${han})(?=${western})|(?<=${western})(?=${han})`, 'g');

/** A space between Chinese and western signs (LOOK.md 7), also where a sentence was put together from parts. */
export function spaced(chinese: string): string {
  return chinese.replace(touching, ' ');
}

/** The names a template asks for, sorted. */
export function asked(template: string): string[] {
  return [...new Set([...template.matchAll(/\{(\w+)/g)].map((match) => match[1] ?? ''))].sort();
}
