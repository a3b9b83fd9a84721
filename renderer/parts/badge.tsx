/** Badges: how far a figure is to be believed, and where it went. Shape says better or worse; colour repeats it. */

import type { ReactNode } from 'react';
import type { ShownChange, Trust } from '../shown';
import { useWords } from '../words/use-words';
import { TrustDisc } from './icons';
import { narrowSpace } from './number';

interface TrustBadgeProps {
  readonly trust: Trust;
  /** With the word beside the disc; else the word is in the hover and for a screen reader. */
  readonly named?: boolean;
}

export function TrustBadge({ trust, named = false }: TrustBadgeProps) {
  const { say } = useWords();
  const word = say(`trust.${trust}`);
  return (
    <span className="trust" data-trust={trust} title={named ? undefined : word}>
      <TrustDisc trust={trust} />
      {named ? <span className="trust-word">{word}</span> : <span className="visually-hidden">{word}</span>}
    </span>
  );
}

interface ChangeBadgeProps {
  readonly change: ShownChange;
  /** With the word better or worse; always read out. */
  readonly named?: boolean;
  /** By how much of itself ("22 %") and not by how many units: in tables. */
  readonly relative?: boolean;
}

/** The arrow is where the number went; filled is better, outlined is worse, plain is neither. */
export function ChangeBadge({ change, named = true, relative = false }: ChangeBadgeProps) {
  const { say } = useWords();
  if (change.value === null) return null;
  if (change.value === 0) return <span className="change change-same">{say('change.same')}</span>;
  const rose = change.value > 0;
  const kind = change.better === undefined ? 'neither' : change.better ? 'better' : 'worse';
  const word = change.better === undefined ? '' : say(change.better ? 'change.better' : 'change.worse');
  return (
    <span className={`change change-${kind}`}>
      <svg width={7} height={6} viewBox="0 0 7 6" fill="currentColor" aria-hidden="true">
        <path d={rose ? 'M3.5 0 7 6H0z' : 'M3.5 6 0 0h7z'} />
      </svg>
      <span>{amountOf(change, relative)}</span>
      {word !== '' && <span className={named ? undefined : 'visually-hidden'}>{word}</span>}
    </span>
  );
}

/** The size without its sign (the arrow has it); over 2× the ratio is the shorter truth. */
function amountOf(change: ShownChange, relative: boolean): string {
  const { ratio } = change;
  if (ratio !== undefined && ratio > 0 && (ratio > 2 || ratio < 0.5)) return `${ratio.toPrecision(3)}×`;
  if (relative && ratio !== undefined && ratio > 0) return `${percent(Math.abs(ratio - 1))}${narrowSpace}%`;
  const figure = change.text.replace(/^[−+-]/, '');
  return change.unit === '' ? figure : `${figure}${narrowSpace}${change.unit}`;
}

/** Two digits say enough of a change beside its figure. */
function percent(share: number): string {
  return String(Number((100 * share).toPrecision(2)));
}

export function Tag({
  children,
  tone = 'quiet',
}: {
  readonly children: ReactNode;
  readonly tone?: 'quiet' | 'accent' | 'best' | 'assumed' | 'alarm';
}) {
  return <span className={`tag tag-${tone}`}>{children}</span>;
}
