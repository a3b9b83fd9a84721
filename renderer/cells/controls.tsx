/** The controls of a form: switch, segments, slider, input that commits on Enter or when left. */

import { useEffect, useState } from 'react';

interface SwitchProps {
  readonly on: boolean;
  readonly label: string;
  readonly faded?: boolean;
  readonly onSwitch: (on: boolean) => void;
}

export function Switch({ on, label, faded = false, onSwitch }: SwitchProps) {
  return (
    <button
      type="button"
      className="switch"
      role="switch"
      aria-checked={on}
      aria-label={label}
      data-faded={faded}
      onClick={() => {
        onSwitch(!on);
      }}
    >
      <span className="switch-knob" />
    </button>
  );
}

interface SegmentsProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  readonly onChoose: (id: string) => void;
  readonly small?: boolean;
}

export function Segments({ label, value, choices, onChoose, small = false }: SegmentsProps) {
  return (
    <span className={small ? 'segments segments-small' : 'segments'} role="radiogroup" aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.id}
          type="button"
          className="segment"
          role="radio"
          aria-checked={choice.id === value}
          onClick={() => {
            if (choice.id !== value) onChoose(choice.id);
          }}
        >
          {choice.label}
        </button>
      ))}
    </span>
  );
}

interface TextInputProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string | undefined;
  readonly wide?: boolean;
  readonly onCommit: (value: string) => void;
}

/** What is typed counts when Enter is pressed or the field is left; Escape takes it back. */
export function TextInput({ label, value, placeholder, wide = false, onCommit }: TextInputProps) {
  const [typed, setTyped] = useState(value);
  const [last, setLast] = useState(value);
  if (value !== last) {
    setLast(value);
    setTyped(value);
  }
  const commit = (): void => {
    if (typed.trim() !== value) onCommit(typed.trim());
  };
  return (
    <input
      className={wide ? 'input form-input form-input-wide' : 'input form-input'}
      aria-label={label}
      value={typed}
      placeholder={placeholder}
      onChange={(event) => {
        setTyped(event.target.value);
      }}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        else if (event.key === 'Escape') setTyped(value);
        else return;
        event.stopPropagation();
      }}
    />
  );
}

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
  /** A value to mark, and what it means. */
  readonly tick?: number;
  readonly tickLabel?: string;
  readonly onSlide: (value: number) => void;
}

const steps = 100;
/** Long enough for a burst of moves to become one edit, short enough to follow the hand. */
const restMs = 60;

export function Slider({ label, value, least, most, whole, tick, tickLabel, onSlide }: SliderProps) {
  const [held, setHeld] = useState<number>();
  useEffect(() => {
    if (held === undefined) return undefined;
    const timer = setTimeout(() => {
      onSlide(held);
    }, restMs);
    return () => {
      clearTimeout(timer);
    };
    // Only a move starts the wait: the handler is new on every render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [held]);
  const shown = held ?? value;
  const shareOf = (at: number): number => (most > least ? (at - least) / (most - least) : 0);
  const share = shareOf(shown);
  const input = (
    <input
      type="range"
      className="slider"
      aria-label={label}
      min={least}
      max={most}
      step={whole ? 1 : (most - least) / steps}
      value={shown}
      style={{ backgroundSize: `${String(100 * share)}% 100%, 100% 100%` }}
      onChange={(event) => {
        setHeld(Number(event.target.value));
      }}
      onBlur={() => {
        setHeld(undefined);
      }}
    />
  );
  if (tick === undefined) return input;
  return (
    <span className="slider-ticked">
      {input}
      {/* The thumb's middle runs from half its width to the end less the other half. */}
      <span
        className="slider-tick"
        title={tickLabel}
        style={{ left: `calc(6px + (100% - 12px) * ${String(shareOf(tick))})` }}
      />
    </span>
  );
}
