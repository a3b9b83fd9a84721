/** Published, measured and article figures against the model: how far it may be believed. */

import { useState } from 'react';
import { Problem } from '../parts/empty';
import { ShownTableView } from '../parts/shown-table';
import { useCall } from '../use-call';
import { useWords } from '../words/use-words';

export function Validation() {
  const { say, pick } = useWords();
  const [suite, setSuite] = useState<string>();
  const all = useCall('validation.list', {});
  const { value, failure } = useCall('validation.list', suite === undefined ? {} : { suite });
  return (
    <main className="panel">
      <header className="toolbar">
        <h1 className="toolbar-title">{say('validation.title')}</h1>
        {all.value && (
          <div className="segments" role="radiogroup" aria-label={say('validation.suites')}>
            <Suite
              label={say('validation.all')}
              isChosen={suite === undefined}
              onChoose={() => {
                setSuite(undefined);
              }}
            />
            {all.value.summary.map((each) => (
              <Suite
                key={each.suite}
                label={say('validation.suite', each)}
                isChosen={suite === each.suite}
                onChoose={() => {
                  setSuite(each.suite);
                }}
              />
            ))}
          </div>
        )}
        <span className="ink3 toolbar-hint">{say('validation.hint')}</span>
      </header>
      {failure && <Problem fact={say('validation.failed')} hint={pick(failure)} />}
      {!failure && !value && <p className="panel-wait">{say('validation.loading')}</p>}
      {value && (
        <div className="table-scroll" tabIndex={0} role="region" aria-label={say('validation.title')}>
          <ShownTableView table={value.table} sortable />
        </div>
      )}
    </main>
  );
}

function Suite({
  label,
  isChosen,
  onChoose,
}: {
  readonly label: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}) {
  return (
    <button type="button" role="radio" className="segment" aria-checked={isChosen} onClick={onChoose}>
      {label}
    </button>
  );
}
