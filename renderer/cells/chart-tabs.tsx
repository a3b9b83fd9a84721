/** The chart of a cell: one of those that came with its answer, one that tries other designs, or a curve of any metric over any field. The choice is kept a cell. */

import { useState } from 'react';
import type { In, ShownChart } from '../../app/contract';
import { ChartFrame } from '../chart';
import { sourceOf } from '../session-view';
import { Select } from '../parts/menu';
import { createStore, useStore } from '../store';
import { useCall } from '../use-call';
import { workspace } from '../workspace';
import { useWords } from '../words/use-words';
import { ChainOfChanges } from '../levers/chain';
import { useLast, useQuestion } from '../levers/question';
import { WhatHelps } from '../levers/what-helps';
import { useAnswered } from './use-levers';

interface TabsProps {
  readonly cell: string;
  readonly charts: readonly ShownChart[];
  readonly onExplain: (metric: string) => void;
}

/** The last choice holds for the next cell too: whoever reads memory goes on reading memory. */
const lastTab = createStore<string | null>('breakdown');

/** All of them stand on one line: a word each, the whole title on hovering. */
const shortTabs = [
  'breakdown',
  'memory',
  'roofline',
  'waterfall',
  'frontier',
  'cost',
  'context',
  'curve',
  'helps',
] as const;

const curveTab = 'curve';
/** What levers would bring; and the chain, whose chart comes with the answer but is told with more beside it. */
const helpsTab = 'helps';
const chainTab = 'waterfall';
type Asked = In<'notebook.chart'>['chart'];
const askedTabs: readonly Asked[] = ['frontier', 'cost', 'context'];

export function ChartTabs({ cell, charts, onExplain }: TabsProps) {
  const { say, pick } = useWords();
  const { current } = useStore(workspace);
  const revision = useAnswered(current);
  const question = current && revision !== undefined ? { ...sourceOf(current.get().session), cell } : undefined;
  const choices = useCall('notebook.choices', question, revision).value;
  const remembered = current?.get().session.charts.get(cell);
  const [chosen, setChosen] = useState<string | null>(remembered === undefined ? lastTab.get() : remembered);
  const tabs = [
    ...charts.map((chart) => ({ id: chart.id, title: pick(chart.title) })),
    ...(choices?.charts ?? []).map((chart) => ({ id: chart.id, title: pick(chart.title) })),
    ...((choices?.fields.length ?? 0) > 0
      ? [
          { id: curveTab, title: say('curve.title') },
          { id: helpsTab, title: say('helps.title') },
        ]
      : []),
  ];
  if (tabs.length === 0) return null;
  const shortOf = (id: string): string | undefined => {
    const known = shortTabs.find((each) => each === id);
    return known && say(`tab.${known}`);
  };
  const choose = (id: string): void => {
    const next = id === chosen ? null : id;
    lastTab.set(next);
    setChosen(next);
    current?.dispatch({ type: 'charted', cell, chart: next });
  };
  const own = charts.find((chart) => chart.id === chosen && chart.id !== chainTab);
  const isChain = chosen === chainTab && charts.some((chart) => chart.id === chainTab);
  const asked = askedTabs.find((id) => id === chosen && choices?.charts.some((chart) => chart.id === id));
  const title = tabs.find((tab) => tab.id === chosen)?.title;
  return (
    <div className="tabs">
      <div className="tabs-list" role="tablist" aria-label={say('tabs.label')}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            className="tab"
            aria-selected={tab.id === chosen}
            title={tab.title}
            onClick={() => {
              choose(tab.id);
            }}
          >
            {shortOf(tab.id) ?? tab.title}
          </button>
        ))}
      </div>
      {title !== undefined && (
        <div role="tabpanel" className="tab-panel" aria-label={title}>
          {own && <ChartFrame key={own.id} chart={own} name={cell} isTitled={false} onExplain={onExplain} />}
          {asked && <AskedChart key={asked} cell={cell} chart={asked} onExplain={onExplain} />}
          {isChain && <ChainOfChanges cell={cell} onExplain={onExplain} />}
          {chosen === helpsTab && choices && <WhatHelps cell={cell} />}
          {chosen === curveTab && choices && <Curve cell={cell} choices={choices} onExplain={onExplain} />}
        </div>
      )}
    </div>
  );
}

interface AskedProps {
  readonly cell: string;
  readonly chart: Asked;
  readonly onExplain: (metric: string) => void;
}

function AskedChart({ cell, chart, onExplain }: AskedProps) {
  const { say } = useWords();
  const { source, revision, look } = useQuestion();
  const called = useCall('notebook.chart', source && { ...source, cell, chart, look }, revision);
  const shown = useLast(called.value?.chart ?? undefined);
  if (!shown) return <p className="tab-wait">{say(called.isFresh ? 'curve.none' : 'curve.wait')}</p>;
  return <ChartFrame chart={shown} name={cell} isTitled={false} onExplain={onExplain} />;
}

interface Choice {
  readonly id: string;
  readonly title: { readonly en: string; readonly zh: string };
}

interface CurveProps {
  readonly cell: string;
  readonly choices: { readonly metrics: readonly Choice[]; readonly fields: readonly Choice[] };
  readonly onExplain: (metric: string) => void;
}

/** As last chosen, for the next cell too. */
const lastCurve = createStore({ metric: 'serving.tpot', field: 'concurrency' });

function Curve({ cell, choices, onExplain }: CurveProps) {
  const { say, pick } = useWords();
  const [chosen, setChosen] = useState(lastCurve.get());
  const metric = choices.metrics.find((each) => each.id === chosen.metric) ?? choices.metrics[0];
  const field = choices.fields.find((each) => each.id === chosen.field) ?? choices.fields[0];
  const { source, revision, look } = useQuestion();
  const question = source && metric && field && { ...source, cell, metric: metric.id, field: field.id, look };
  const called = useCall('notebook.curve', question, revision);
  const shown = useLast(called.value?.chart ?? undefined);
  const set = (change: Partial<typeof chosen>): void => {
    const next = { ...chosen, ...change };
    lastCurve.set(next);
    setChosen(next);
  };
  const offer = ({ id, title }: Choice) => ({ id, label: pick(title), hint: id });
  return (
    <>
      <div className="curve-choices">
        <Select
          label={say('curve.metric')}
          value={metric?.id ?? ''}
          choices={choices.metrics.map(offer)}
          onChoose={(id) => {
            set({ metric: id });
          }}
        />
        <Select
          label={say('curve.field')}
          value={field?.id ?? ''}
          choices={choices.fields.map(offer)}
          onChoose={(id) => {
            set({ field: id });
          }}
        />
      </div>
      {called.isFresh && called.value?.chart === null ? (
        <p className="tab-wait">{called.value.reason ? pick(called.value.reason) : say('curve.none')}</p>
      ) : shown ? (
        <ChartFrame
          key={`${metric?.id ?? ''} ${field?.id ?? ''}`}
          chart={shown}
          name={`${cell}-${metric?.id ?? ''}`}
          isTitled={false}
          onExplain={onExplain}
        />
      ) : (
        <p className="tab-wait">{say('curve.wait')}</p>
      )}
    </>
  );
}
