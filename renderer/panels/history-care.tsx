/** Looking after the database: how large it is, a copy of it, whether it is sound, and giving room back. */

import { useState } from 'react';
import { rpc } from '../bridge';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { CheckIcon } from '../parts/icons';
import { useStore } from '../store';
import { useCall } from '../use-call';
import { useWords } from '../words/use-words';
import { toast, workspace } from '../workspace';
import { backUp, reread, trying } from './history-files';

export function HistoryCare({ onClose }: { readonly onClose: () => void }) {
  const { say, pick, language } = useWords();
  const { historyAge } = useStore(workspace);
  const { value, failure } = useCall('history.state', {}, historyAge);
  const [problems, setProblems] = useState<readonly string[]>();
  const count = (n: number): string => n.toLocaleString(language === 'zh' ? 'zh-CN' : 'en').replaceAll(',', '\u2009');
  const check = (): void => {
    void trying('history.check', async () => {
      setProblems((await rpc('history.check', {})).problems);
    });
  };
  const compact = (): void => {
    void trying('history.compact', async () => {
      const { deleted } = await rpc('history.compact', {});
      await reread();
      toast('history.compacted', { n: deleted });
    });
  };
  const facts: readonly (readonly [string, string])[] = value
    ? [
        [say('history.care.file'), value.path],
        [say('history.care.size'), megabytes(value.bytes)],
        [say('history.care.runs'), count(value.runs)],
        [say('history.care.removed'), count(value.removed)],
        [say('history.care.cases'), count(value.cases)],
        [say('history.care.comparisons'), count(value.comparisons)],
        [say('history.care.sweeps'), count(value.sweeps)],
      ]
    : [];
  return (
    <Dialog
      title={say('history.care')}
      isWide
      onClose={onClose}
      actions={
        <>
          <Button onClick={() => void backUp()}>{say('history.backup')}</Button>
          <Button onClick={check}>{say('history.check')}</Button>
          <Button onClick={compact} disabled={value?.removed === 0}>
            {say('history.compact')}
          </Button>
          <Button look="primary" onClick={onClose}>
            {say('about.close')}
          </Button>
        </>
      }
    >
      {failure && <p>{pick(failure)}</p>}
      <dl className="about-facts">
        {facts.map(([name, fact]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="selectable">{fact}</dd>
          </div>
        ))}
        {(value?.partial ?? []).map(({ title, cell, here, points }) => (
          <div key={`${title} ${cell}`}>
            <dt>{say('history.care.partial')}</dt>
            <dd>{`${title} / ${cell}: ${count(here)} / ${count(points)}`}</dd>
          </div>
        ))}
      </dl>
      {problems?.length === 0 && (
        <p className="history-sound">
          <CheckIcon size={12} /> {say('history.sound')}
        </p>
      )}
      {problems && problems.length > 0 && (
        <ul className="notes">
          {problems.map((problem) => (
            <li key={problem} className="note selectable" data-severity="error">
              {problem}
            </li>
          ))}
        </ul>
      )}
      <p className="ink3">{say('history.care.hint')}</p>
    </Dialog>
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toPrecision(3)}\u202fMB`;
}
