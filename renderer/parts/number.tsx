/** A number with its unit. With `onExplain` it is a door: dotted underline on hover, and a frame while Explain shows it. */

import type { ShownNumber } from '../shown';
import { useWords } from '../words/use-words';

/** Between a figure and its unit, so that they never part. */
export const narrowSpace = '\u202f';

interface NumberProps {
  readonly number: Pick<ShownNumber, 'value' | 'text' | 'unit' | 'missing'>;
  readonly onExplain?: () => void;
  /** True while Explain shows this number. */
  readonly explained?: boolean;
}

export function Figure({ number, onExplain, explained = false }: NumberProps) {
  const { say } = useWords();
  const unknown = number.value === null;
  const hint = unknown && number.missing ? say('number.unknown', { fields: number.missing.join(', ') }) : undefined;
  const body = (
    <>
      <span className="figure-value">{number.text}</span>
      {number.unit !== '' && (
        <span className="figure-unit">
          {narrowSpace}
          {number.unit}
        </span>
      )}
    </>
  );
  if (!onExplain)
    return (
      <span className="figure" data-unknown={unknown} title={hint}>
        {body}
      </span>
    );
  return (
    <button
      type="button"
      className="figure figure-door"
      data-explained={explained}
      data-unknown={unknown}
      title={hint}
      aria-label={say('number.explain', { value: `${number.text} ${number.unit}`.trim() })}
      onClick={(event) => {
        event.stopPropagation();
        onExplain();
      }}
    >
      {body}
    </button>
  );
}
