/** A short walk over the open notebook: each step stands beside the thing it speaks of. Never in the way: Escape ends it. */

import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Button, IconButton } from '../parts/button';
import { CloseIcon } from '../parts/icons';
import { useStore } from '../store';
import { choose, patch, workspace } from '../workspace';
import { useWords } from '../words/use-words';

/** Where each step points: the first of these that is on screen. */
const steps = [
  { id: 'cell', at: '[data-cell]:has(.editor-pane) .editor-pane' },
  { id: 'strip', at: '.strip, .instrument' },
  { id: 'number', at: '.strip .figure-door, .figure-door' },
  { id: 'chain', at: '.chain' },
  { id: 'rail', at: '.rail > ul' },
] as const;

export async function endTour(): Promise<void> {
  patch({ tour: undefined });
  await choose({ tour: 'done' });
}

export function Tour() {
  const { tour } = useStore(workspace);
  const step = tour === undefined ? undefined : steps[tour];
  return step && <Step key={step.id} place={tour ?? 0} />;
}

interface Spot {
  readonly ring: { readonly top: number; readonly left: number; readonly width: number; readonly height: number };
  readonly card: { readonly top: number; readonly left: number };
}

const cardWidth = 300;
const cardHeight = 150;
const gap = 10;

function Step({ place }: { readonly place: number }) {
  const { say } = useWords();
  const [spot, setSpot] = useState<Spot>();
  const card = useRef<HTMLDivElement>(null);
  const step = steps[place];
  const isLast = place === steps.length - 1;

  useLayoutEffect(() => {
    const target = step && document.querySelector(step.at);
    target?.scrollIntoView({ block: 'center' });
    const follow = (): void => {
      if (target) setSpot(spotOf(target.getBoundingClientRect()));
    };
    follow();
    window.addEventListener('resize', follow);
    window.addEventListener('scroll', follow, true);
    return () => {
      window.removeEventListener('resize', follow);
      window.removeEventListener('scroll', follow, true);
    };
  }, [step]);
  const isPlaced = spot !== undefined;
  useEffect(() => {
    if (isPlaced) card.current?.querySelector<HTMLElement>('.button-primary')?.focus();
  }, [isPlaced]);

  if (!step || !spot) return null;
  return (
    <>
      <div className="tour-ring" style={spot.ring} aria-hidden="true" />
      <div
        ref={card}
        className="tour-card"
        role="dialog"
        aria-label={say('tour.label')}
        style={{ ...spot.card, width: cardWidth }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          void endTour();
        }}
      >
        <div className="tour-line">
          <h2>{say(`tour.${step.id}.title`)}</h2>
          <IconButton label={say('tour.close')} onClick={() => void endTour()}>
            <CloseIcon size={12} />
          </IconButton>
        </div>
        <p>{say(`tour.${step.id}.text`)}</p>
        <div className="tour-line">
          <span className="ink3">{say('tour.step', { n: place + 1, all: steps.length })}</span>
          <span className="toolbar-space" />
          {place > 0 && (
            <Button
              look="plain"
              onClick={() => {
                patch({ tour: place - 1 });
              }}
            >
              {say('tour.back')}
            </Button>
          )}
          <Button
            look="primary"
            onClick={() => {
              if (isLast) void endTour();
              else patch({ tour: place + 1 });
            }}
          >
            {say(isLast ? 'tour.done' : 'tour.next')}
          </Button>
        </div>
      </div>
    </>
  );
}

/** Below the thing where there is room, else above, else at its side. */
function spotOf({ top, left, width, height, bottom, right }: DOMRect): Spot {
  const within = (value: number, most: number) => Math.max(gap, Math.min(value, most));
  const isTall = height > window.innerHeight / 2;
  const below = bottom + gap + cardHeight < window.innerHeight;
  const card = isTall
    ? { top: within(top + 40, window.innerHeight - cardHeight), left: right + gap }
    : { top: below ? bottom + gap : top - cardHeight - gap, left };
  return {
    ring: { top: top - 4, left: left - 4, width: width + 8, height: height + 8 },
    card: {
      top: within(card.top, window.innerHeight - cardHeight),
      left: within(card.left, window.innerWidth - cardWidth - gap),
    },
  };
}

/** Offered once, where the eye rests anyway and nothing is covered: in the empty Explain panel. */
export function TourOffer() {
  const { say } = useWords();
  const { settings } = useStore(workspace);
  if (settings.tour === 'done') return null;
  return (
    <div className="tour-offer">
      <p>{say('tour.offer')}</p>
      <div className="empty-actions">
        <Button
          look="tinted"
          onClick={() => {
            patch({ tour: 0 });
          }}
        >
          {say('tour.start')}
        </Button>
        <Button look="plain" onClick={() => void endTour()}>
          {say('tour.skip')}
        </Button>
      </div>
    </div>
  );
}
