/** A chart of the engine on screen, and the frame around it. Vega is in charts/view.ts. */

import {
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type Ref,
  type RefObject,
} from 'react';
import type { ShownChart } from '../app/contract';
import { takePart } from './charts/counts';
import { definitionsOf, placeDefinitions } from './charts/definitions';
import { inTurn, watchNear, whenSeen } from './charts/near';
import { csvOf, offer, pngOf, specText, wholeSvg } from './charts/pictures';
import { TipCard, tipOf, type Hovered } from './charts/tip';
import { drawInto, fill, type View } from './charts/view';
import './charts/charts.css';
import { leftovers } from './leftovers';
import { IconButton } from './parts/button';
import { CopyIcon, MoreIcon } from './parts/icons';
import { Menu } from './parts/menu';
import { useWords } from './words/use-words';
import { report, toast } from './workspace';

/** What a frame around the chart may ask of it. */
export interface Drawn {
  /** As SVG text; undefined until it is drawn. */
  readonly svg: () => Promise<string | undefined>;
}

interface ChartProps {
  readonly chart: ShownChart;
  /** A click on a mark opens the metric that the mark's row names. */
  readonly onExplain?: ((metric: string) => void) | undefined;
  readonly ref?: Ref<Drawn>;
}

export function Chart({ chart, onExplain, ref }: ChartProps) {
  const { pick } = useWords();
  const host = useRef<HTMLDivElement>(null);
  const [hovered, setHovered] = useState<Hovered>();
  const { data } = chart;
  // Answers arrive as fresh objects: only another text is another spec.
  const shape = JSON.stringify(chart.spec);
  const latest = useRef({ chart, onExplain });
  useEffect(() => {
    latest.current = { chart, onExplain };
  });
  const drawing = useRef<Drawing>(undefined);
  const isClose = useNear(host);

  useEffect(() => {
    const place = host.current;
    if (!place || shape === '') return undefined;
    if (isClose === 'no') {
      place.replaceChildren();
      return undefined;
    }
    const part = takePart();
    const begin = (): void => {
      drawing.current = draw(place, latest.current.chart, part, {
        onClick: (metric) => latest.current.onExplain?.(metric),
        onHover: setHovered,
      });
    };
    const takeBack = isClose === 'from-the-start' ? begin() : inTurn(begin);
    return () => {
      takeBack?.();
      setHovered(undefined);
      // Its place stays as high as it was, or all below it would jump.
      place.style.minHeight = `${String(place.clientHeight)}px`;
      drawing.current?.end();
      drawing.current = undefined;
      part.leave();
    };
  }, [shape, isClose]);

  useEffect(() => {
    drawing.current?.show(data);
  }, [data]);

  useImperativeHandle(ref, () => ({ svg: async () => drawing.current?.svg() }), []);
  const label = useMemo(() => `${pick(chart.title)}: ${pick(chart.hint)}`, [chart.title, chart.hint, pick]);
  return (
    <>
      {/* Vega's own marks have no names: the chart is one picture, its numbers stand as text beside it. */}
      <div className="chart" role="img" aria-label={label} data-chart={chart.id}>
        <div ref={host} aria-hidden="true" style={heightOf(chart.spec)} />
      </div>
      {hovered && <TipCard hovered={hovered} />}
    </>
  );
}

/** Whether the chart is on screen or nearly so; one that was so when it was made is drawn at once, others in turn. */
function useNear(host: RefObject<HTMLElement | null>): 'no' | 'from-the-start' | 'scrolled' {
  const [near, setNear] = useState<'no' | 'from-the-start' | 'scrolled'>('no');
  useLayoutEffect(() => {
    const place = host.current;
    if (!place) return undefined;
    return watchNear(place, (now, isFirst) => {
      setNear((before) => {
        if (!now) return 'no';
        if (before !== 'no') return before;
        return isFirst ? 'from-the-start' : 'scrolled';
      });
    });
  }, [host]);
  return near;
}

/** Its height before it is drawn, so that the cells stand where they will stand. */
function heightOf({ height }: ShownChart['spec']): CSSProperties {
  return typeof height === 'number' ? { minHeight: height } : {};
}

interface ChartFrameProps {
  readonly chart: ShownChart;
  /** Stem of the names of what is saved, for example the cell's id. */
  readonly name?: string;
  /** False where a tab beside it has the title already. */
  readonly isTitled?: boolean;
  readonly onExplain?: ((metric: string) => void) | undefined;
}

/** The frame of a chart: title, one phrase of reading aid, and what to do with it (LOOK.md 4). */
export function ChartFrame({ chart, name = 'chart', isTitled = true, onExplain }: ChartFrameProps) {
  const { say, pick } = useWords();
  const drawn = useRef<Drawn>(null);
  const file = `${name}-${chart.id}`;

  const picture = async (): Promise<string> => {
    const svg = await drawn.current?.svg();
    return wholeSvg(svg ?? '', chart.spec, getComputedStyle(document.documentElement).getPropertyValue('--surface'));
  };
  const actions: Readonly<Record<string, () => Promise<void> | void>> = {
    copy: async () => {
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': pngOf(await picture()) })]);
      toast('toast.copied');
    },
    svg: async () => {
      offer(`${file}.svg`, await picture(), 'image/svg+xml');
    },
    png: async () => {
      offer(`${file}.png`, await pngOf(await picture()), 'image/png');
    },
    csv: () => {
      offer(`${file}.csv`, `\uFEFF${csvOf(chart.data)}`, 'text/csv');
    },
    spec: () => {
      offer(`${file}.vl.json`, specText(chart), 'application/json');
    },
  };
  const act = (id: string): void => {
    Promise.resolve(actions[id]?.()).catch((error: unknown) => {
      report(say('chart.keep'), error);
    });
  };
  return (
    <figure className="chart-frame">
      <figcaption className="chart-head">
        {isTitled && <span className="chart-title">{pick(chart.title)}</span>}
        <span className="chart-hint">{pick(chart.hint)}</span>
        <span className="chart-actions">
          <IconButton
            label={say('chart.copy')}
            onClick={() => {
              act('copy');
            }}
          >
            <CopyIcon size={12} />
          </IconButton>
          <Menu
            label={say('chart.more')}
            className="icon-button"
            align="end"
            onChoose={act}
            choices={[
              { id: 'png', label: say('chart.save-png') },
              { id: 'svg', label: say('chart.save-svg') },
              { id: 'csv', label: say('chart.save-csv') },
              { id: 'spec', label: say('chart.save-spec') },
            ]}
          >
            <MoreIcon size={12} />
          </Menu>
        </span>
      </figcaption>
      <Chart ref={drawn} chart={chart} onExplain={onExplain} />
    </figure>
  );
}

interface Drawing {
  /** New numbers in the same shape: no new view. */
  readonly show: (data: ShownChart['data']) => void;
  readonly svg: () => Promise<string | undefined>;
  readonly end: () => void;
}

interface Listeners {
  readonly onClick: (metric: string) => void;
  readonly onHover: (hovered: Hovered | undefined) => void;
}

type Part = ReturnType<typeof takePart>;

function draw(place: HTMLElement, chart: ShownChart, part: Part, { onClick, onHover }: Listeners): Drawing {
  placeDefinitions(definitionsOf(chart.spec));
  let view: View | undefined;
  let shown = chart.data;
  let inView = chart.data;
  let isOver = false;
  let isPutOff = false;
  let takeBack = (): void => undefined;

  const run = async (): Promise<void> => {
    part.drawn(false);
    await view?.runAsync();
    part.drawn(!isOver && !isPutOff);
  };
  const put = (data: ShownChart['data']): void => {
    if (view) fill(view, data, inView);
    inView = data;
    void run();
  };
  const drawn = drawInto(place, {
    chart,
    width: widthOf(place),
    tooltip: (_handler, event, _item, value) => {
      const tip = tipOf(value);
      onHover(tip && event instanceof MouseEvent ? { tip, x: event.clientX, y: event.clientY } : undefined);
    },
  }).then((made) => {
    if (isOver) {
      made.finalize();
      return;
    }
    view = made;
    view.addEventListener('click', (_event, item) => {
      const metric = metricOf(item?.datum);
      if (metric !== undefined) onClick(metric);
    });
    part.drawn(true);
    // It has a height of its own now.
    place.style.minHeight = '';
    if (shown !== chart.data) put(shown);
  });

  const watch = new ResizeObserver(() => {
    const width = widthOf(place);
    if (!view || width === undefined || view.width() === width) return;
    view.width(width);
    void run();
  });
  watch.observe(place);

  return {
    show: (data) => {
      if (data === shown) return;
      shown = data;
      if (!view) return;
      // From now on it does not stand drawn: the window is not settled before it does.
      part.drawn(false);
      takeBack();
      isPutOff = true;
      takeBack = whenSeen(place, () => {
        isPutOff = false;
        put(data);
      });
    },
    svg: async () => {
      await drawn;
      return view?.toSVG();
    },
    end: () => {
      isOver = true;
      takeBack();
      watch.disconnect();
      view?.finalize();
      leftovers.leave(1);
    },
  };
}

function widthOf(place: HTMLElement): number | undefined {
  const width = Math.floor(place.clientWidth);
  return width > 0 ? width : undefined;
}

function metricOf(datum: unknown): string | undefined {
  if (typeof datum !== 'object' || datum === null || !('metric' in datum)) return undefined;
  return typeof datum.metric === 'string' ? datum.metric : undefined;
}
