/** Long work in one line: a bar, how many of how many, the time left, and a way to stop it. */

import type { JobProgress } from '../../app/contract';
import { useWords } from '../words/use-words';
import { Button } from './button';
import { timeLeft } from './time-left';

interface ProgressProps {
  /** What it does: "Sweeping". */
  readonly label: string;
  /** Undefined while it starts. */
  readonly progress: JobProgress | undefined;
  /** True where a share is counted and not things. */
  readonly isShare?: boolean;
  readonly onCancel?: () => void;
}

export function Progress({ label, progress, isShare = false, onCancel }: ProgressProps) {
  const { say, language } = useWords();
  const share = progress && progress.total > 0 ? progress.done / progress.total : 0;
  const percent = Math.round(100 * share);
  const count = (value: number) => value.toLocaleString(language === 'zh' ? 'zh-CN' : 'en').replaceAll(',', '\u2009');
  const left = progress?.secondsLeft;
  return (
    <div className="progress">
      <div
        className="progress-track"
        role="progressbar"
        aria-label={label}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <span style={{ width: `${percent}%` }} />
      </div>
      <span className="progress-said">
        {label}
        {progress && !isShare && progress.total > 1
          ? ` · ${say('progress.of', { done: count(progress.done), total: count(progress.total) })}`
          : ` · ${percent} %`}
        {left !== undefined && ` · ${timeLeft(say, left)}`}
      </span>
      {onCancel && (
        <Button
          onClick={(event) => {
            event.stopPropagation();
            onCancel();
          }}
        >
          {say('progress.cancel')}
        </Button>
      )}
    </div>
  );
}
