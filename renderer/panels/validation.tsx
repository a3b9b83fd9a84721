/** Published, measured and article figures against the model: how far it may be believed, and why it misses where it does. */

import { useMemo, useState } from 'react';
import type { ShownTable, ValidationAnswer, ValidationRow } from '../../app/contract';
import { ChartFrame } from '../chart';
import { Empty, Problem } from '../parts/empty';
import { Select } from '../parts/menu';
import { ShownTableView } from '../parts/shown-table';
import { useStore } from '../store';
import { useCall } from '../use-call';
import { look, workspace } from '../workspace';
import { useWords } from '../words/use-words';
import { CaseDetail, Cases, suiteWord, withKey, type Row } from './validation-cases';
import { OwnBar, OwnFile, useOwn } from './validation-own';

interface Wanted {
  readonly suite?: string;
  readonly chip?: string;
  readonly phase?: string;
  readonly unit?: string;
  /** A table of what all cases hold together, in place of the cases. */
  readonly view?: string;
}

/** Kept while another view is open. */
let lastWanted: Wanted = {};
const anything = '*';

export function Validation() {
  const { say, pick, language } = useWords();
  const own = useOwn();
  const shipped = useCall('validation.list', own.isChosen ? undefined : { language });
  const { value, failure } = own.isChosen ? own : shipped;
  const [wanted, setWanted] = useState(lastWanted);
  const [opened, setOpened] = useState<string>();
  const rows = useMemo(
    () => (value?.cases ?? []).map(withKey).filter((row) => own.isChosen || fits(row, wanted)),
    [value, wanted, own.isChosen],
  );
  const want = (change: Wanted) => {
    lastWanted = { ...wanted, ...change };
    setWanted(lastWanted);
  };
  const tables = own.isChosen ? [] : (shipped.value?.tables ?? []);
  const table = tables.find(({ id }) => id === wanted.view);
  const unit = unitOf(rows, wanted.unit);
  const shown = rows.find((row) => row.id === opened);
  return (
    <main className="panel">
      <header className="toolbar toolbar-wrap">
        <h1 className="toolbar-title">{say('validation.title')}</h1>
        {tables.length > 0 && (
          <Select
            label={say('validation.view')}
            value={table?.id ?? anything}
            choices={[
              { id: anything, label: say('validation.view.cases') },
              ...tables.map(({ id, title }) => ({ id, label: pick(title) })),
            ]}
            onChoose={(view) => {
              want({ view });
            }}
          />
        )}
        {value && !own.isChosen && !table && <Filters cases={value.cases} wanted={wanted} onWant={want} />}
        <span className="ink3 toolbar-hint">{say('validation.hint')}</span>
        <OwnFile />
      </header>
      <OwnBar own={own} />
      {failure && <Problem fact={say('validation.failed')} hint={pick(failure)} />}
      {!failure && !value && <p className="panel-wait">{say('validation.loading')}</p>}
      {table && <Judgement table={table} />}
      {value && !table && (
        <div className="panel-split">
          <div className="validation">
            <Summaries
              isOwn={own.isChosen}
              summary={value.summary}
              chosen={wanted.suite}
              onChoose={(suite) => {
                want({ suite: suite === wanted.suite ? anything : suite });
              }}
            />
            {rows.length === 0 ? (
              <Empty
                fact={say(own.isChosen && value.cases.length === 0 ? 'validation.own-none' : 'validation.none')}
                hint={say(
                  own.isChosen && value.cases.length === 0 ? 'validation.own-none-hint' : 'validation.none-hint',
                )}
              />
            ) : (
              <>
                {!own.isChosen && (
                  <Scatter
                    rows={rows}
                    wanted={wanted}
                    unit={unit}
                    onUnit={(next) => {
                      want({ unit: next });
                    }}
                  />
                )}
                <Cases isOwn={own.isChosen} rows={rows} opened={opened} onOpen={setOpened} />
              </>
            )}
          </div>
          {shown && (
            <CaseDetail
              isOwn={own.isChosen}
              row={shown}
              onClose={() => {
                setOpened(undefined);
              }}
            />
          )}
        </div>
      )}
    </main>
  );
}

function Judgement({ table }: { readonly table: ShownTable }) {
  const { pick } = useWords();
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={pick(table.title)}>
      <ShownTableView table={table} />
    </div>
  );
}

function fits(row: Row, { suite, chip, phase }: Wanted): boolean {
  const is = (value: string | undefined, asked: string | undefined) =>
    asked === undefined || asked === anything || value === asked;
  return is(row.suite, suite) && is(row.chip, chip) && is(row.phase, phase);
}

/** The unit of the chart: the one asked for, else the commonest. */
function unitOf(rows: readonly Row[], asked: string | undefined): string {
  const counts = new Map<string, number>();
  for (const { unit } of rows) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  if (asked !== undefined && counts.has(asked)) return asked;
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 's';
}

interface FiltersProps {
  readonly cases: readonly ValidationRow[];
  readonly wanted: Wanted;
  readonly onWant: (change: Wanted) => void;
}

function Filters({ cases, wanted, onWant }: FiltersProps) {
  const { say } = useWords();
  const chips = [...new Set(cases.flatMap(({ chip }) => (chip === undefined ? [] : [chip])))].sort();
  const suites = [...new Set(cases.map(({ suite }) => suite))];
  const any = { id: anything, label: say('catalog.any') };
  return (
    <>
      <Select
        label={say('validation.suites')}
        value={wanted.suite ?? anything}
        choices={[any, ...suites.map((id) => ({ id, label: say(`validation.suite.${id}`) }))]}
        onChoose={(suite) => {
          onWant({ suite });
        }}
      />
      {chips.length > 0 && (
        <Select
          label={say('validation.chip')}
          value={wanted.chip ?? anything}
          choices={[any, ...chips.map((id) => ({ id, label: id }))]}
          onChoose={(chip) => {
            onWant({ chip });
          }}
        />
      )}
      <Select
        label={say('validation.phase')}
        value={wanted.phase ?? anything}
        choices={[any, { id: 'prefill', label: 'Prefill' }, { id: 'decode', label: 'Decode' }]}
        onChoose={(phase) => {
          onWant({ phase });
        }}
      />
    </>
  );
}

interface SummariesProps {
  readonly isOwn: boolean;
  readonly summary: ValidationAnswer['summary'];
  readonly chosen: string | undefined;
  readonly onChoose: (suite: string) => void;
}

function Summaries({ isOwn, summary, chosen, onChoose }: SummariesProps) {
  const { say } = useWords();
  return (
    <div className="suites" role="group" aria-label={say('validation.suites')}>
      {summary.map(({ suite, n, passed, judged, shown }) => (
        <button
          key={suite}
          type="button"
          className="suite"
          aria-pressed={chosen === suite}
          onClick={() => {
            onChoose(suite);
          }}
        >
          <span className="suite-name">{say(suiteWord(suite, isOwn))}</span>
          <span className="suite-count">{say('validation.cases', { n })}</span>
          <span>{judged === 0 ? say('validation.no-bar') : say('validation.passed', { passed, judged })}</span>
          <span className="ink3">{say('validation.median', { error: shown.medianAbsError })}</span>
        </button>
      ))}
    </div>
  );
}

interface ScatterProps {
  readonly rows: readonly Row[];
  readonly wanted: Wanted;
  readonly unit: string;
  readonly onUnit: (unit: string) => void;
}

function Scatter({ rows, wanted, unit, onUnit }: ScatterProps) {
  const { say, pick } = useWords();
  // The look is drawn into the chart: another theme or language asks again.
  useStore(workspace);
  const { suite, chip, phase } = wanted;
  const { value, failure } = useCall('validation.chart', {
    unit,
    look: look(),
    ...(suite === undefined || suite === anything ? {} : { suite }),
    ...(chip === undefined || chip === anything ? {} : { chip }),
    ...(phase === 'prefill' || phase === 'decode' ? { phase } : {}),
  });
  const units = [...new Set(rows.map((row) => row.unit))];
  if (failure) return <Problem fact={say('validation.failed')} hint={pick(failure)} />;
  return (
    <section className="scatter" aria-label={say('validation.chart')}>
      {units.length > 1 && (
        <Select
          label={say('validation.unit')}
          value={unit}
          choices={units.map((id) => ({
            id,
            label: id === '1' ? say('validation.unitless') : id.replace(/ \(.*\)$/, ''),
          }))}
          onChoose={onUnit}
        />
      )}
      {value && <ChartFrame chart={value} name="validation" />}
    </section>
  );
}
