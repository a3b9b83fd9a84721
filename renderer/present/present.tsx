/** The presentation: slides over the whole screen, light for a projector, moved by the keyboard or a remote control. */

import { useEffect, useRef, useState } from 'react';
import type { CaseDocument } from '../../app/contract';
import { rpc } from '../bridge';
import type { LiveSession } from '../session-live';
import { sourceOf } from '../session-view';
import { useCall } from '../use-call';
import { patch, report } from '../workspace';
import { useWords } from '../words/use-words';
import { moveFor, slideAfter, type Move } from './keys';
import { SlideView, slideHeight, slideWidth } from './slide';
import './present.css';

export function Present({ live }: { readonly live: LiveSession }) {
  const { say, pick, language } = useWords();
  // As the notebook stands when it begins: nothing changes under the eyes of an audience.
  const [source] = useState(() => sourceOf(live.get().session));
  const { value, failure } = useCall('document.build', { ...source, look: { theme: 'light', language } });
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    fill(true);
    return () => {
      dialog?.close();
      fill(false);
    };
  }, []);
  return (
    <dialog
      ref={box}
      className="present"
      aria-label={say('present.label')}
      onCancel={(event) => {
        event.preventDefault();
        leave();
      }}
    >
      {failure && <p className="present-message">{`${say('present.failed')}: ${pick(failure)}`}</p>}
      {!failure && !value && <p className="present-message">{say('present.loading')}</p>}
      {value && <Slides document={value} />}
    </dialog>
  );
}

function leave(): void {
  patch({ overlay: undefined });
}

function fill(on: boolean): void {
  rpc('window.present', { on }).catch((error: unknown) => {
    report('', error);
  });
}

function Slides({ document: shown }: { readonly document: CaseDocument }) {
  const { say } = useWords();
  const [at, setAt] = useState(0);
  const [hasNotes, setNotes] = useState(false);
  const [isBlack, setBlack] = useState(false);
  const scale = useScale(hasNotes);
  const count = shown.slides.length;
  const slide = shown.slides[at];
  useEffect(() => {
    const go = (move: Move): void => {
      if (move === 'leave') leave();
      else if (move === 'notes') setNotes((before) => !before);
      else if (move === 'black') setBlack((before) => !before);
      else {
        setBlack(false);
        setAt((before) => slideAfter(move, { at: before, count }));
      }
    };
    const onKey = (event: KeyboardEvent): void => {
      const move = event.ctrlKey || event.altKey || event.metaKey ? undefined : moveFor(event);
      if (!move) return;
      event.preventDefault();
      event.stopPropagation();
      go(move);
    };
    window.addEventListener('keydown', onKey, true);
    return () => {
      window.removeEventListener('keydown', onKey, true);
    };
  }, [count]);
  if (!slide) return null;
  const next = shown.slides[at + 1];
  return (
    <div className="present-stage" data-notes={hasNotes} data-black={isBlack}>
      {/* Named by its number, so that a screen reader says when it changes. */}
      <div
        className="present-frame"
        style={{ width: slideWidth * scale, height: slideHeight * scale }}
        aria-live="polite"
        data-slide={at + 1}
      >
        <div className="present-scale" style={{ transform: `scale(${String(scale)})` }}>
          <SlideView key={at} slide={slide} document={shown} number={at + 1} />
        </div>
      </div>
      {hasNotes && (
        <aside className="present-notes">
          <h2>{say('present.notes')}</h2>
          <p className="present-notes-text">{slide.notes === '' ? say('present.no-notes') : slide.notes}</p>
          <p className="ink3">{next ? say('present.then', { title: next.title }) : say('present.last')}</p>
          <p className="ink3">{say('present.keys')}</p>
        </aside>
      )}
      <div className="present-controls">
        <button
          type="button"
          aria-label={say('present.back')}
          onClick={() => {
            setAt(Math.max(0, at - 1));
          }}
        >
          ‹
        </button>
        <button
          type="button"
          aria-label={say('present.next')}
          onClick={() => {
            setAt(Math.min(count - 1, at + 1));
          }}
        >
          ›
        </button>
        <button type="button" onClick={leave}>
          {say('present.leave')}
        </button>
      </div>
    </div>
  );
}

/** A slide keeps its shape: as large as the screen allows, with a third of the height kept for notes. */
function useScale(hasNotes: boolean): number {
  const [size, setSize] = useState(() => ({ width: window.innerWidth, height: window.innerHeight }));
  useEffect(() => {
    const onResize = (): void => {
      setSize({ width: window.innerWidth, height: window.innerHeight });
    };
    window.addEventListener('resize', onResize);
    return () => {
      window.removeEventListener('resize', onResize);
    };
  }, []);
  const height = hasNotes ? 0.7 * size.height : size.height;
  return Math.min(size.width / slideWidth, height / slideHeight);
}
