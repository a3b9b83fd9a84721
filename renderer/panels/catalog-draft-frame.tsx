/** What every draft of an own entry has: the engine's check while it is typed, and keeping it when nothing is wrong. */

import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { EntryProblem, OwnKind } from '../../app/contract';
import { rpc } from '../bridge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { AlarmIcon } from '../parts/icons';
import { useCall } from '../use-call';
import { report, toast } from '../workspace';
import { useWords } from '../words/use-words';
import { isRecord } from './catalog-read';
import { catalogChanged, setCatalog } from './catalog-state';

/** "My Llama 8B" → my-llama-8b, as the catalog writes ids. */
export function idOf(title: string): string {
  return title
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[-.]+|-+$/g, '');
}

export function recordIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export interface DraftSource {
  readonly title: string;
  readonly locator?: string;
  readonly url?: string;
}

interface DraftFrameProps {
  readonly kind: OwnKind;
  readonly title: string;
  /** The file as it would be kept. */
  readonly text: string;
  readonly source?: DraftSource;
  readonly children: (problems: readonly EntryProblem[]) => ReactNode;
}

/** Checks the file a moment after each change; keeps it when asked. */
export function DraftFrame({ kind, title, text, source, children }: DraftFrameProps) {
  const { say } = useWords();
  const candidate = { kind, text, ...(source ? { source } : {}) };
  const settled = useSettled(candidate, JSON.stringify(candidate));
  const checked = useCall('catalog.check', settled);
  const problems = checked.value ?? [];
  const isFaulty = problems.some(({ severity }) => severity === 'error') || !checked.isFresh;
  const close = () => {
    setCatalog({ draft: undefined });
  };
  const keep = async () => {
    try {
      const { id } = await rpc('catalog.save', { kind, text, ...(source ? { source } : {}) });
      setCatalog({ draft: undefined, opened: id });
      await catalogChanged();
      toast('catalog.kept', { id });
    } catch (error) {
      report(say('catalog.keep'), error);
    }
  };
  return (
    <Dialog
      title={title}
      isWide
      onClose={close}
      actions={
        <>
          <Button look="plain" onClick={close}>
            {say('dialog.cancel')}
          </Button>
          <Button look="primary" disabled={isFaulty} onClick={() => void keep()}>
            {say('catalog.keep')}
          </Button>
        </>
      }
    >
      {children(problems)}
    </Dialog>
  );
}

const checkAfterMs = 200;

/** The value once it has stood still; `key` tells two values apart. */
function useSettled<T>(value: T, key: string): T {
  const [settled, setSettled] = useState(value);
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(latest.current);
    }, checkAfterMs);
    return () => {
      clearTimeout(timer);
    };
  }, [key]);
  return settled;
}

/** What is wrong, of those fields that no input of the form stands for. */
export function Faults({
  problems,
  shown = [],
}: {
  readonly problems: readonly EntryProblem[];
  readonly shown?: readonly string[];
}) {
  const { pick } = useWords();
  const left = problems.filter(({ field }) => !shown.includes(field));
  if (left.length === 0) return null;
  return (
    <div role="status">
      <ul className="draft-faults">
        {left.map(({ field, severity, text }) => (
          <li key={`${field} ${text.en}`} data-severity={severity}>
            {severity === 'error' && <AlarmIcon size={12} />}
            <span className="selectable">{pick(text)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
