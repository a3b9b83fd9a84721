/** A chip's four resources: against the reference chip as ratios on a log scale, else as they are. */

import type { Language, Text } from '../diagnostics';
import type { Q } from '../quantity';
import { figures, format, narrowSpace } from '../quantity-text';
import { resources, type Chip, type MathFormat, type Resource } from '../types';
import type { Chart, Row } from './chart';
import { layered, pixels, words } from './config';
import { palettes } from './palette';
import { resourceShapeScale, symbolSize } from './shapes';
import { known, resourceTitles } from './words';

const rowHeight = 16;
const labelWidth = 140;
/** The narrowest place in which the notes at the right still leave room for bars. */
const notesFrom = 460;
const notesWidth = 116;

const linkTitle: Text = { en: 'Scale-up, one way', zh: '机内互联 单向' };
const against: Text = { en: 'against', zh: '相对' };
const ridge: Text = { en: 'Ridge', zh: '拐点' };

const notes = `(width >= ${notesFrom} ? ${notesWidth} : 0)`;
const figuresAt = { value: `width - ${notes} - 8`, ratio: `width - ${notes} - 92` };
const barsFrom = labelWidth;
const barsTo = `(width - ${notes} - 148)`;

/** Where a value of −1 … 1 lies between the ends of the bars. */
function along(field: string): string {
  return `${barsFrom} + (${barsTo} - ${barsFrom}) * (datum.least === datum.most ? 0.5 : (datum.${field} - datum.least) / (datum.most - datum.least))`;
}

export const chip: Chart<Chip> = {
  id: 'chip',
  title: { en: 'Resources of the chip', zh: '芯片资源' },
  hint: { en: 'against the reference chip, log scale', zh: '相对参考芯片，对数刻度' },
  draw(subject, look, reference) {
    const palette = palettes[look.theme];
    const scale = { domain: [...resources], range: resources.map((resource) => palette.resource[resource]) };
    const place = [
      { calculate: `${rowHeight} * (datum.row + 0.5)`, as: 'middle' },
      { calculate: 'datum.middle - 4', as: 'top' },
      { calculate: 'datum.middle + 4', as: 'bottom' },
      { calculate: along('origin'), as: 'one' },
      { calculate: along('log'), as: 'end' },
      { calculate: '6 + 0 * datum.row', as: 'iconX' },
      { calculate: '16 + 0 * datum.row', as: 'titleX' },
      { calculate: figuresAt.ratio, as: 'ratioX' },
      { calculate: figuresAt.value, as: 'valueX' },
      { calculate: `width - ${notesWidth} + 12`, as: 'noteX' },
    ];
    return {
      data: {
        rows: rowsOf(subject, reference, look.language),
        notes: notesOf(subject, reference, look.language),
      },
      spec: layered({
        look,
        description: chip.title,
        height: 4 * rowHeight,
        transform: place,
        layer: [
          {
            mark: { type: 'point', filled: true, opacity: 1, size: symbolSize(10) },
            encoding: {
              x: pixels('iconX'),
              y: pixels('middle'),
              shape: { field: 'resource', type: 'nominal', scale: resourceShapeScale, legend: null },
              fill: { field: 'resource', type: 'nominal', scale, legend: null },
            },
          },
          {
            mark: { type: 'text', align: 'left' },
            encoding: { x: pixels('titleX'), y: pixels('middle'), text: words('title') },
          },
          {
            transform: [{ filter: 'isValid(datum.log)' }],
            mark: { type: 'rect', tooltip: { content: 'data' } },
            encoding: {
              x: pixels('one'),
              x2: { field: 'end' },
              y: pixels('top'),
              y2: { field: 'bottom' },
              fill: { field: 'resource', type: 'nominal', scale, legend: null },
            },
          },
          {
            transform: [
              { filter: 'datum.row === 0 && isValid(datum.log)' },
              { calculate: `${4 * rowHeight}`, as: 'floor' },
              { calculate: '0 * datum.row', as: 'ceiling' },
            ],
            mark: { type: 'rule', strokeWidth: 1, color: palette.ink3 },
            encoding: { x: pixels('one'), y: pixels('ceiling'), y2: { field: 'floor' } },
          },
          {
            mark: { type: 'text', align: 'right', fontWeight: 600 },
            encoding: { x: pixels('ratioX'), y: pixels('middle'), text: words('ratio') },
          },
          {
            mark: { type: 'text', align: 'right', color: palette.ink2 },
            encoding: { x: pixels('valueX'), y: pixels('middle'), text: words('value') },
          },
          {
            data: { name: 'notes' },
            transform: [{ filter: `width >= ${notesFrom}` }, ...place],
            mark: { type: 'text', align: 'left', color: palette.ink2 },
            encoding: { x: pixels('noteX'), y: pixels('middle'), text: words('title') },
          },
        ],
      }),
    };
  },
};

interface Figure {
  readonly resource: Resource;
  readonly title: string;
  readonly here: Q;
  readonly there: Q | undefined;
}

function rowsOf(subject: Chip, reference: Chip | undefined, language: Language): readonly Row[] {
  const list = figuresOf(subject, reference, language);
  const logs = list.map(({ here, there }) => (there ? Math.log10(here.value / there.value) : Number.NaN));
  const finite = logs.filter((log) => Number.isFinite(log));
  const least = Math.min(0, ...finite);
  const most = Math.max(0, ...finite);
  return list.map(({ resource, title, here, there }, row) => {
    const ratio = there ? here.value / there.value : Number.NaN;
    return {
      row,
      resource,
      title,
      log: known(logs[row]),
      origin: 0,
      least,
      most,
      ratio: Number.isFinite(ratio) ? `${figures(ratio)}×` : '',
      value: format(here),
      tip: {
        title: `${subject.title} · ${title}`,
        value: format(here),
        lines: there && reference ? [`${reference.title} ${format(there)}`] : [],
      },
    };
  });
}

function figuresOf(subject: Chip, reference: Chip | undefined, language: Language): readonly Figure[] {
  const math = mathOf(subject, reference);
  const compute = peak(subject, math);
  const of: Readonly<Record<Resource, { title: string; here: Q | undefined; there: Q | undefined }>> = {
    compute: {
      title: `${resourceTitles.compute[language]} ${math.toUpperCase()}`,
      here: compute,
      there: reference && peak(reference, math),
    },
    'memory-capacity': {
      title: resourceTitles['memory-capacity'][language],
      here: subject.memory,
      there: reference?.memory,
    },
    'memory-bandwidth': {
      title: resourceTitles['memory-bandwidth'][language],
      here: subject.memoryBandwidth,
      there: reference?.memoryBandwidth,
    },
    communication: { title: linkTitle[language], here: subject.scaleUp, there: reference?.scaleUp },
  };
  return resources.flatMap((resource) => {
    const { title, here, there } = of[resource];
    return here ? [{ resource, title, here, there }] : [];
  });
}

/** The narrowest format that both chips multiply; BF16 where they share no other. */
function mathOf(subject: Chip, reference: Chip | undefined): MathFormat {
  const order: readonly MathFormat[] = ['fp8', 'int8', 'bf16'];
  return order.find((math) => peak(subject, math) && (!reference || peak(reference, math))) ?? 'bf16';
}

function peak(subject: Chip, math: MathFormat): Q | undefined {
  const figure = subject.tflops[math];
  return 'absent' in figure ? undefined : figure;
}

function ridgeOf(subject: Chip, math: MathFormat): string {
  const top = peak(subject, math);
  return top ? figures(top.value / subject.memoryBandwidth.value) : '—';
}

function notesOf(subject: Chip, reference: Chip | undefined, language: Language): readonly Row[] {
  const math = mathOf(subject, reference);
  const own = `${ridge[language]} ${ridgeOf(subject, math)}${narrowSpace}FLOP/B`;
  // The vendor stands in the catalog; here is room for the chip's own name.
  const name = reference?.title.replace(`${reference.vendor} `, '') ?? '';
  const titles = reference ? [`${against[language]} ${name}`, own, `${name}: ${ridgeOf(reference, math)}`] : [own];
  return titles.map((title, row) => ({ row: row + 0.5, title }));
}
