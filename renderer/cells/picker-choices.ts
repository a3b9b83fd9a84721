/** What the picker offers: every kind, and a starting point of each for every chip, model and lever that the engine names. */

import type { KindInfo, SourceCell } from '../../app/contract';
import type { Speech } from '../words/use-words';

export interface PickerChoice {
  readonly key: string;
  readonly kind: string;
  readonly body: string;
  readonly title: string;
  readonly hint: string;
  /** What typing is matched against, beside the title. */
  readonly words: string;
}

/** Fields that name something out of a list long enough to be searched. */
const catalogField = 'use';

export interface Offering {
  readonly kinds: readonly KindInfo[];
  readonly cells: readonly SourceCell[];
  readonly speech: Speech;
  /** The kind that usually comes next stands first. */
  readonly next: string;
  /** The design that a view looks at: the selected cell's. */
  readonly design: string | undefined;
  /** A branch starts from a design, so only what defines one can branch. */
  readonly isBranch: boolean;
}

export function choicesFor(offering: Offering): readonly PickerChoice[] {
  const { kinds, next, isBranch } = offering;
  const offered = kinds.filter((kind) => !isBranch || kind.defines);
  // In the engine's order but for the next one.
  const ordered = [...offered].sort((a, b) => Number(b.id === next) - Number(a.id === next));
  return [...ordered.map((kind) => plain(kind, offering)), ...ordered.flatMap((kind) => startsOf(kind, offering))];
}

function plain(kind: KindInfo, { speech, cells, kinds, design }: Offering): PickerChoice {
  return {
    key: kind.id,
    kind: kind.id,
    body: lookingAt(speech.pick(kind.template), { cells, kinds, design }),
    title: speech.pick(kind.title),
    hint: speech.pick(kind.summary),
    words: `${kind.id} ${kind.title.en}`,
  };
}

/** A template names designs of another notebook: it gets those of this one. */
function lookingAt(template: string, { cells, kinds, design }: Pick<Offering, 'cells' | 'kinds' | 'design'>): string {
  const defining = new Set(kinds.filter((kind) => kind.defines).map((kind) => kind.id));
  const designs = cells.filter((cell) => defining.has(cell.kind)).map((cell) => cell.id);
  const last = design !== undefined && designs.includes(design) ? design : designs.at(-1);
  if (last === undefined) return template;
  const others = designs.filter((id) => id !== last);
  return template
    .replace(/^design: .*$/m, `design: ${last}`)
    .replace(/^cells: .*$/m, `cells: [${designs.slice(-4).join(', ')}]`)
    .replace(/^against: .*$/m, `against: [${others.slice(-1).join(', ')}]`);
}

/** A chip, a model, a lever: each is a cell of one line. */
function startsOf(kind: KindInfo, { speech }: Offering): PickerChoice[] {
  const title = speech.pick(kind.title);
  return kind.fields.flatMap((field): PickerChoice[] => {
    const [key] = field.path;
    if (key === undefined || field.path.length > 1) return [];
    if (key === catalogField && field.control === 'choice')
      return (field.choices ?? []).map((choice) => ({
        key: `${kind.id}/${choice}`,
        kind: kind.id,
        body: `use: ${choice}`,
        title: choice,
        hint: title,
        words: `${kind.id} ${kind.title.en}`,
      }));
    if (field.control !== 'toggle') return [];
    return [
      {
        key: `${kind.id}/${key}`,
        kind: kind.id,
        body: `${key}: on`,
        title: speech.pick(field.title),
        hint: `${title} · ${speech.pick(field.meaning)}`,
        words: `${kind.id} ${key} ${field.title.en}`,
      },
    ];
  });
}

/** Every typed word must occur; what begins a title comes first. Without a word, the kinds alone. */
export function searched(choices: readonly PickerChoice[], typed: string): readonly PickerChoice[] {
  const wanted = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (wanted.length === 0) return choices.filter((choice) => choice.key === choice.kind);
  const text = (choice: PickerChoice): string => `${choice.title} ${choice.words} ${choice.hint}`.toLowerCase();
  const rank = ({ title, key }: PickerChoice): number => {
    const first = wanted[0] ?? '';
    if (title.toLowerCase().startsWith(first) || (key.split('/').at(-1) ?? '').startsWith(first)) return 0;
    return title.toLowerCase().includes(first) ? 1 : 2;
  };
  return choices
    .filter((choice) => wanted.every((word) => text(choice).includes(word)))
    .sort((a, b) => rank(a) - rank(b));
}
