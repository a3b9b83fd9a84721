/** The gutter beside the cells: each design a node, coloured by what binds its two phases; branches beside; one metric (LOOK.md 4). */

import { useMemo, useRef } from 'react';
import type { CellResult, SourceCell } from '../../app/contract';
import { AlarmIcon, BlockedIcon, ChevronDownIcon } from '../parts/icons';
import { Menu } from '../parts/menu';
import { useStore } from '../store';
import type { Resource, ShownNumber } from '../shown';
import type { Word } from '../words';
import { useWords } from '../words/use-words';
import { workspace } from '../workspace';
import { useStretch, useTops } from './chain-places';
import { isBroken, linksIn, stepsOf, type Link, type Step } from './lanes';

interface ChainProps {
  readonly cells: readonly SourceCell[];
  readonly results: readonly CellResult[];
  readonly selected: string | undefined;
  readonly metric: string;
  readonly onMetric: (metric: string) => void;
  readonly onSelect: (cell: string) => void;
}

const offered: readonly { readonly metric: string; readonly label: Word }[] = [
  { metric: 'serving.tpot', label: 'chain.tpot' },
  { metric: 'serving.ttft', label: 'chain.ttft' },
  { metric: 'serving.throughput_per_card', label: 'chain.throughput' },
  { metric: 'memory.total', label: 'chain.memory' },
  { metric: 'cost.per_output_token', label: 'chain.cost' },
];

/** Pixels: the first lane, the distance between lanes (narrow where three must leave room for the number), and half the height of a cell's header, beside which its node stands. */
const firstLane = 17;
const laneGap = { wide: 14, narrow: 10 };
const headHalf = 12;
const nodeHalf = 11;

export function Chain({ cells, results, selected, metric, onMetric, onSelect }: ChainProps) {
  const { say } = useWords();
  const { kinds } = useStore(workspace);
  const gutter = useRef<HTMLElement>(null);
  const tops = useTops(gutter, cells);
  const stretch = useStretch(gutter, cells);
  const { steps, readers } = useMemo(() => {
    const defining = new Set(kinds.filter((kind) => kind.defines).map((kind) => kind.id));
    return {
      steps: stepsOf(cells, results, (kind) => defining.has(kind)),
      readers: cells.filter(({ kind }) => kind !== 'prose' && kind !== 'front' && !defining.has(kind)),
    };
  }, [cells, results, kinds]);
  const laneX = lanesOf(steps);
  const place = (id: string): number | undefined => {
    const top = tops.get(id);
    return top === undefined ? undefined : top + headHalf;
  };
  const seen = (id: string): number | undefined => {
    const y = place(id);
    return y !== undefined && y >= stretch.top && y <= stretch.bottom ? y : undefined;
  };
  const numbers = steps.flatMap((step) => step.result?.design?.metrics[metric] ?? []);
  const unit = commonUnit(numbers);
  const label = offered.find((each) => each.metric === metric)?.label ?? 'chain.tpot';
  return (
    <nav ref={gutter} className="chain" aria-label={say('chain.label')}>
      <Menu
        label={say('chain.metric')}
        className="chain-menu"
        chosen={metric}
        choices={offered.map((each) => ({ id: each.metric, label: say(each.label) }))}
        onChoose={onMetric}
      >
        <ChevronDownIcon size={12} />
        <span className="chain-menu-label">
          {say(label)} {unit}
        </span>
      </Menu>
      <svg className="chain-lines" aria-hidden="true">
        {linksIn(steps, place, stretch).map((link) => (
          <Line key={link.step.cell.id} link={link} laneX={laneX} />
        ))}
        {readers.map((cell) => {
          const y = seen(cell.id);
          return y === undefined ? null : <path key={cell.id} className="chain-spur" d={`M${firstLane + 6},${y}h26`} />;
        })}
      </svg>
      {steps.map((step) => {
        const y = seen(step.cell.id);
        if (y === undefined) return null;
        return (
          <Node
            key={step.cell.id}
            step={step}
            y={y}
            x={laneX(step.lane)}
            unit={unit}
            number={step.result?.design?.metrics[metric]}
            isSelected={step.cell.id === selected}
            onSelect={onSelect}
          />
        );
      })}
    </nav>
  );
}

interface LineProps {
  readonly link: Link;
  readonly laneX: LaneX;
}

/** From where it starts, down its own lane; a branch leaves by one S-curve. Dotted below a design that does not run. */
function Line({ link, laneX }: LineProps) {
  const { start, step } = link;
  const [x0, x1] = [laneX(start.lane), laneX(step.lane)];
  const [y0, y1] = [link.top + nodeHalf, link.bottom - nodeHalf];
  const bend = Math.min(34, y1 - y0);
  const path =
    x0 === x1
      ? `M${x0},${y0}V${y1}`
      : `M${x0},${y0}C${x0},${y0 + bend * 0.6} ${x1},${y0 + bend * 0.4} ${x1},${y0 + bend}V${y1}`;
  return <path className="chain-line" data-broken={isBroken(start)} d={path} />;
}

type LaneX = (lane: number) => number;

function lanesOf(steps: readonly Step[]): LaneX {
  const gap = steps.some((step) => step.lane > 1) ? laneGap.narrow : laneGap.wide;
  return (lane) => firstLane + lane * gap;
}

interface NodeProps {
  readonly step: Step;
  readonly y: number;
  readonly x: number;
  readonly unit: string;
  readonly number: ShownNumber | undefined;
  readonly isSelected: boolean;
  readonly onSelect: (cell: string) => void;
}

function Node({ step, y, x, unit, number, isSelected, onSelect }: NodeProps) {
  const { say } = useWords();
  const { cell, result } = step;
  const { design, status } = result ?? {};
  const name = (resource: Resource | undefined) => (resource ? say(`resource.${resource}`) : say('instrument.unknown'));
  const label = [
    say('chain.node', { kind: cell.kind, id: cell.id }),
    say('chain.bottlenecks', { prefill: name(design?.prefill?.bottleneck), decode: name(design?.decode?.bottleneck) }),
  ].join(': ');
  return (
    <button
      type="button"
      className="chain-node"
      style={{ top: y - 14 }}
      title={label}
      tabIndex={-1}
      data-selected={isSelected}
      data-unfit={design?.fits === false}
      onClick={() => {
        onSelect(cell.id);
      }}
    >
      <span className="visually-hidden">{label}</span>
      <span className="chain-mark" style={{ left: x - 10 }} data-status={status}>
        <Mark
          status={status}
          prefill={design?.prefill?.bottleneck}
          decode={design?.decode?.bottleneck}
          isSelected={isSelected}
        />
      </span>
      <span className="chain-number">
        {status === 'error' ? (
          <span className="chain-failed">{say('chain.failed')}</span>
        ) : (
          number && number.value !== null && written(number, unit)
        )}
      </span>
    </button>
  );
}

interface MarkProps {
  readonly status: CellResult['status'] | undefined;
  readonly prefill: Resource | undefined;
  readonly decode: Resource | undefined;
  readonly isSelected: boolean;
}

function Mark({ status, prefill, decode, isSelected }: MarkProps) {
  if (status === 'error') return <AlarmIcon size={16} />;
  if (status === 'blocked') return <BlockedIcon size={16} />;
  return (
    <svg width={20} height={28} viewBox="0 0 20 28">
      {isSelected && <rect className="chain-ring" x={1.5} y={1} width={17} height={26} rx={4} />}
      {prefill || decode ? (
        <>
          <Half y={3} resource={prefill} />
          <Half y={14.5} resource={decode} />
        </>
      ) : (
        <circle className="chain-hollow" cx={10} cy={14} r={5} />
      )}
    </svg>
  );
}

function Half({ y, resource }: { readonly y: number; readonly resource: Resource | undefined }) {
  return <rect x={4} y={y} width={12} height={10.5} rx={1.5} data-resource={resource} className="chain-half" />;
}

/** The unit that most numbers have: it stands once, in the menu. */
function commonUnit(numbers: readonly ShownNumber[]): string {
  const counts = Map.groupBy(numbers, (number) => number.unit);
  return [...counts].sort(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? '';
}

function written(number: ShownNumber, unit: string): string {
  return number.unit === unit ? number.text : `${number.text} ${number.unit}`;
}
