/** A folded cell in one line: what it says, what binds, its main number and the change. */

import { ChangeBadge } from '../parts/badge';
import { ChokeMark } from '../parts/icons';
import { Figure } from '../parts/number';
import { useWords } from '../words/use-words';
import type { CellProps } from './cell';

export function Folded({ cell, result, state, onExplain }: CellProps) {
  const { say, pick } = useWords();
  const { design } = result ?? {};
  const isShown = state !== 'failed' && state !== 'blocked';
  const tpot = isShown ? design?.metrics['serving.tpot'] : undefined;
  const binds = isShown ? design?.decode?.bottleneck : undefined;
  const change = isShown ? design?.delta['serving.tpot'] : undefined;
  const problem = result?.diagnostics.find((each) => each.severity === 'error');
  return (
    <span className="folded">
      <span className="folded-said mono">{saidIn(cell.body)}</span>
      {problem && <span className="folded-problem">{pick(problem.text)}</span>}
      {binds && (
        <span className="folded-binds">
          <ChokeMark /> {say(`resource.${binds}`)}
        </span>
      )}
      {tpot && (
        <span>
          <span className="ink3">TPOT</span>{' '}
          <b>
            <Figure
              number={tpot}
              onExplain={() => {
                onExplain(cell.id, 'serving.tpot');
              }}
            />
          </b>
        </span>
      )}
      {change && <ChangeBadge change={change} />}
    </span>
  );
}

/** The YAML in one line, its comments left out. */
function saidIn(body: string): string {
  return body
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '')
    .join(' · ');
}
