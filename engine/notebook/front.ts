/** Front matter: which format this is, and what holds for the whole notebook. */

import { isBefore } from '../catalog';
import { diagnostic, type Diagnostic } from '../diagnostics';
import { answer, placeField } from './front-answer';
import { currencyCode, readRate } from './money';
import { optional } from './optional';
import { choice, understood, words } from './scalars';
import { field, group, list, type Report, type Shape } from './shape';
import type { ExchangeRate, NotebookHead, SourceCell } from './source';
import { readBody, type Value } from './yaml-body';

const version = field(
  'chokepoint',
  understood('1', (text) => (text === '1' ? 1 : diagnostic('front.version', { text }))),
  {
    title: { en: 'Format', zh: '格式版本' },
    meaning: { en: 'Version of the file format', zh: '文件格式的版本' },
  },
);
const title = field('title', words('H20 for decode'), {
  title: { en: 'Title', zh: '标题' },
  meaning: { en: 'What the notebook is called in lists', zh: '列表中显示的名称' },
});
const fidelity = field('fidelity', choice(['calibrated', 'roofline', 'article']), {
  title: { en: 'Fidelity', zh: '精度' },
  meaning: { en: 'How times are computed, unless a cell says otherwise', zh: '时间的计算方式，单元可另行指定' },
  standard: 'calibrated',
});
const runtime = field('runtime', choice(['engine', 'naive', 'pytorch']), {
  title: { en: 'Runtime', zh: '运行时' },
  meaning: { en: 'What is on before any optimization', zh: '任何优化之前已开启的内容' },
  standard: 'engine',
});
const currency = field(
  'currency',
  understood('USD', (text) => (currencyCode.test(text) ? text : diagnostic('money.currency', { text }))),
  {
    title: { en: 'Currency', zh: '货币' },
    meaning: { en: 'All money is shown in it', zh: '所有金额以此货币显示' },
    standard: 'USD',
  },
);
const headline = field('headline', words('int4'), {
  title: { en: 'Headline', zh: '首要单元' },
  meaning: {
    en: 'The cell whose figures head a saved run; else the last defining cell',
    zh: '保存运行时以其数字为首的单元；未写时为最后一个定义单元',
  },
});

const present = field('present', list(words('verdict')), {
  title: { en: 'Present', zh: '演示' },
  meaning: {
    en: 'The cells of slides and documents, in this order; those that carry the case if unsaid',
    zh: '幻灯片与文档中的单元及其顺序；未写时为支撑结论的单元',
  },
});

/** Rates are read against the currency, so the shape is made after it is known. */
function ratesShape(base: string, today: string | undefined): Shape<readonly ExchangeRate[]> {
  const example = `{CNY: 7.1 per ${base}, date: 2026-11-01}`;
  return {
    example,
    schema: () => ({ type: 'object' }),
    read: (value, report) => {
      if (value.kind !== 'map') {
        report(diagnostic('yaml.not-keys', { example }, { at: value.at }));
        return undefined;
      }
      const dated = value.entries.find((entry) => entry.key === 'date');
      const date = dated?.value.kind === 'scalar' ? dated.value.text : undefined;
      if (date === undefined) report(diagnostic('money.rate-undated', {}, { at: value.at }));
      else {
        const place = { at: dated?.value.at ?? value.at };
        if (!isDay(date)) report(diagnostic('money.rate-date', { text: date }, place));
        else if (today !== undefined && isBefore(today, date))
          report(diagnostic('money.rate-future', { date, today }, place));
      }
      return value.entries.flatMap((entry) => {
        if (entry === dated) return [];
        const rate = rateAt(entry.key, entry.value, base, report);
        return rate === undefined
          ? []
          : [{ currency: entry.key, perUnit: rate, ...(date === undefined ? {} : { date }) }];
      });
    },
  };
}

function rateAt(key: string, value: Value, base: string, report: Report): number | undefined {
  const text = value.kind === 'scalar' ? value.text : '';
  const wrong = !currencyCode.test(key)
    ? diagnostic('money.currency', { text: key })
    : key === base
      ? diagnostic('money.rate-self', { currency: key })
      : undefined;
  const rate = wrong ?? readRate(text, base);
  if (typeof rate === 'number') return rate;
  report({ ...rate, at: value.at });
  return undefined;
}

/** A day that the calendar has: 2026-02-30 is none. */
function isDay(text: string): boolean {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1] ?? 0;
  return Number(year) >= 1900 && Number(day) >= 1 && Number(day) <= days;
}

const rateWords = {
  title: { en: 'Exchange rates', zh: '汇率' },
  meaning: {
    en: 'How other currencies in the text are converted, with the day of the rate',
    zh: '文中其他货币的换算方式及汇率日期',
  },
};

/** The head of a notebook and what is wrong with its front matter; each field stands in with its standard where it cannot be read. */
export function readHead(
  cells: readonly SourceCell[],
  today?: string,
): {
  readonly head: NotebookHead;
  readonly diagnostics: readonly Diagnostic[];
} {
  const front = cells.find((cell) => cell.kind === 'front');
  const body = readBody(front?.body ?? '');
  const problems = [...body.problems];
  const report: Report = (problem) => problems.push(problem);
  const fx = field('fx', ratesShape(baseCurrency(body.root), today), rateWords);
  const shape = group<NotebookHead>(
    [version, title, fidelity, runtime, currency, fx, headline, present, ...answer.fields, placeField],
    (taken) => {
      if (front && !taken.has(version)) report(diagnostic('front.version-missing', {}, { at: { line: 1, column: 1 } }));
      taken.get(version);
      return {
        title: taken.get(title) ?? firstHeading(cells),
        fidelity: taken.get(fidelity) ?? 'calibrated',
        runtime: taken.get(runtime) ?? 'engine',
        currency: taken.get(currency) ?? 'USD',
        rates: taken.get(fx) ?? [],
        ...optional('headline', taken.get(headline)),
        ...optional(
          'present',
          taken.get(present)?.map(({ value }) => value),
        ),
        ...optional('answer', answer.read(taken)),
        ...optional('place', taken.get(placeField)),
      };
    },
  );
  const head = shape.read(body.root, report);
  const standard: NotebookHead = {
    title: firstHeading(cells),
    fidelity: 'calibrated',
    runtime: 'engine',
    currency: 'USD',
    rates: [],
  };
  return { head: head ?? standard, diagnostics: [...(front?.problems ?? []), ...problems] };
}

function baseCurrency(root: Value): string {
  const said = root.kind === 'map' ? root.entries.find((entry) => entry.key === 'currency')?.value : undefined;
  return said?.kind === 'scalar' && currencyCode.test(said.text) ? said.text : 'USD';
}

function firstHeading(cells: readonly SourceCell[]): string {
  for (const cell of cells) {
    const heading = cell.kind === 'prose' ? /^#{1,6}[ \t]+(.+?)[ \t#]*$/m.exec(cell.body.replace(/\r/g, '')) : null;
    if (heading?.[1] !== undefined) return heading[1];
  }
  return '';
}
