/** A cell without an answer: what happened, where, and what to do next (picture 8). */

import type { CellResult } from '../../app/contract';
import { Button } from '../parts/button';
import { AlarmIcon, BlockedIcon, BulbIcon } from '../parts/icons';
import type { LastResult } from '../session';
import type { Diagnostic } from '../shown';
import { useStore } from '../store';
import { useWords } from '../words/use-words';
import { workspace } from '../workspace';

interface FailedProps {
  readonly result: CellResult;
  readonly body: string;
  readonly onBody: (body: string) => void;
  readonly last?: LastResult;
}

export function Failed({ result, body, last, onBody }: FailedProps) {
  const { say, pick, language } = useWords();
  const errors = result.diagnostics.filter((each) => each.severity === 'error');
  return (
    <div className="trouble" data-failed="true" role="status">
      <AlarmIcon size={12} />
      <div className="trouble-text">
        {errors.map((error, index) => (
          <div key={index} className="trouble-item">
            <p className="trouble-fact selectable">{pick(error.text)}</p>
            {error.at && error.at.line > 0 && (
              <p className="trouble-hint">{say('failed.where', { line: error.at.line })}</p>
            )}
            <Fixes problem={error} body={body} onBody={onBody} />
          </div>
        ))}
        {last && (
          <p className="trouble-last">
            {say('failed.last', { time: clock(last.at, language), tpot: `${last.tpot.text} ${last.tpot.unit}` })}
          </p>
        )}
      </div>
    </div>
  );
}

/** "10:42". */
export function clock(at: number, language: string): string {
  return new Date(at).toLocaleTimeString(language === 'zh' ? 'zh-CN' : 'en-GB', { hour: '2-digit', minute: '2-digit' });
}

function Fixes({ problem, body, onBody }: { readonly problem: Diagnostic } & Pick<FailedProps, 'body' | 'onBody'>) {
  const { pick } = useWords();
  if (!problem.fixes || problem.fixes.length === 0) return null;
  return (
    <div className="trouble-fixes">
      {problem.fixes.map((fix) => (
        <Button
          key={fix.title.en}
          icon={<BulbIcon size={12} />}
          onClick={() => {
            onBody(replaced(body, fix.at, fix.text));
          }}
        >
          {pick(fix.title)}
        </Button>
      ))}
    </div>
  );
}

/** The body with the span replaced; positions are 1-based, the end exclusive. */
export function replaced(body: string, at: NonNullable<Diagnostic['at']>, text: string): string {
  const from = offsetOf(body, at.line, at.column);
  const to = offsetOf(body, at.endLine ?? at.line, at.endColumn ?? at.column);
  return body.slice(0, from) + text + body.slice(Math.max(from, to));
}

function offsetOf(body: string, line: number, column: number): number {
  const lines = body.split('\n');
  const before = lines.slice(0, Math.max(0, line - 1)).reduce((sum, each) => sum + each.length + 1, 0);
  return Math.min(body.length, before + column - 1);
}

export function Blocked({ result }: { readonly result: CellResult }) {
  const { say, pick } = useWords();
  const id = result.blockedBy;
  const line = useFailingLine(id);
  // The engine counts lines of the file; beside the cells one reads the cell's own.
  const others = result.diagnostics.filter((each) => each.code !== 'cell.blocked');
  return (
    <div className="trouble" role="status">
      <BlockedIcon size={12} />
      <div className="trouble-text">
        <p className="trouble-fact selectable">
          {id !== undefined &&
            (line === undefined ? say('blocked.waits', { id }) : say('blocked.waits-line', { id, line }))}
        </p>
        {others.map((each, index) => (
          <p key={index} className="trouble-hint selectable">
            {pick(each.text)}
          </p>
        ))}
        {id !== undefined && <p className="trouble-hint">{say('blocked.why', { id })}</p>}
      </div>
    </div>
  );
}

/** Where in its own text the cell of that id fails. */
function useFailingLine(id: string | undefined): number | undefined {
  const { current } = useStore(workspace);
  const failing = current?.get().session.answer?.results.find((each) => each.id === id);
  return failing?.diagnostics.find((each) => each.severity === 'error' && each.at && each.at.line > 0)?.at?.line;
}
