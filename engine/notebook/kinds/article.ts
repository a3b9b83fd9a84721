/** The article's own figures: printed, computed from its equations, and put right. */

import { articleCases, type ArticleCase } from '../../article/cases';
import { layouts, type Layout } from '../../article/decode-tables';
import { diagnostic, nearest, type Diagnostic } from '../../diagnostics';
import { figures } from '../../quantity-text';
import type { Evaluation } from '../../types';
import { articleTable, tableNineView } from '../article-table';
import { reference, viewing, type Reference, type Scope } from '../kind';
import { understood } from '../scalars';
import { field, group, list, type Shape } from '../shape';

type Matches = (id: string) => boolean;

/** "t9" and "t9.ep8" mean all below them. */
function below(prefix: string): Matches {
  return (id) => id === prefix || id.startsWith(`${prefix}.`);
}

const prefix = understood('t9', (text): Matches | Diagnostic => {
  const ids = articleCases().map((each) => each.id);
  if (ids.some(below(text))) return below(text);
  const names = new Set(ids.flatMap((id) => [id, id.slice(0, id.indexOf('.'))]));
  return diagnostic('article.no-case', { text, near: nearest(text, names) });
});
const several = list(prefix);

/** all, one table or figure, or a list of them. */
const selection: Shape<Matches> = {
  example: 'all',
  control: { control: 'text' },
  schema: () => ({ anyOf: [{ enum: ['all'] }, { type: 'string' }, { type: 'array', items: { type: 'string' } }] }),
  read: (value, report) => {
    if (value.kind === 'scalar' && value.text === 'all') return () => true;
    if (value.kind !== 'list') return prefix.read(value, report);
    const matches = several.read(value, report) ?? [];
    return (id) => matches.some((each) => each.value(id));
  },
};

const cases = field('cases', selection, {
  title: { en: 'Figures', zh: '数值' },
  meaning: {
    en: 'all, a table (t9), one figure (t9.ep8.total), or a list of them',
    zh: 'all、某个表（t9）、某个数值（t9.ep8.total）或其列表',
  },
  standard: 'all',
});

const besideFields = layouts.map((layout) =>
  field(layout, reference, {
    title: { en: layout.toUpperCase(), zh: layout.toUpperCase() },
    meaning: { en: 'The cell whose design is this row of table 9', zh: '对应表 9 此行的设计单元' },
  }),
);
type Beside = ReadonlyMap<Layout, Reference>;

const beside = field(
  'beside',
  group<Beside>(besideFields, (taken) => {
    const said = new Map<Layout, Reference>();
    layouts.forEach((layout, i) => {
      const own = besideFields[i];
      const named = own && taken.get(own);
      if (named) said.set(layout, named);
      else if (own && !taken.has(own))
        taken.report(diagnostic('value.missing', { key: layout }, { at: taken.at(own) }));
    });
    return said;
  }),
  {
    title: { en: 'Beside table 9', zh: '与表 9 并列' },
    meaning: { en: 'Designs of this notebook to set beside its three layouts', zh: '与其三种布局并列的本笔记本设计' },
  },
);

export const article = viewing(
  {
    id: 'article',
    title: { en: 'Article', zh: '原文' },
    summary: {
      en: 'Figures of the article: printed, computed from its equations, and corrected',
      zh: '原文数值：印出、按其公式计算，以及更正后',
    },
    template: 'cases: all\n',
  },
  () => ({
    fields: [cases, beside],
    read: (taken) => {
      const matches = taken.get(cases) ?? (() => true);
      const designs = taken.get(beside);
      return {
        reads: [...(designs?.values() ?? [])],
        view: (scope) => {
          const chosen = articleCases().filter((each) => matches(each.id));
          const found = designsOf(designs, scope);
          const nine =
            designs || chosen.some((each) => below('t9')(each.id))
              ? [tableNineView({ cell: scope.self, ...found.shown })]
              : [];
          return {
            tables: [...nine, articleTable(chosen, scope.self)],
            // Table 9 is always there to be explained, also where only designs beside it were asked for.
            metrics: new Map(
              articleCases().flatMap((each) =>
                matches(each.id) || (nine.length > 0 && below('t9')(each.id)) ? [[each.id, each.quantity]] : [],
              ),
            ),
            diagnostics: [...found.problems, ...chosen.flatMap(outOfTolerance)],
          };
        },
      };
    },
  }),
);

function outOfTolerance(each: ArticleCase): Diagnostic[] {
  if (each.pass) return [];
  const printed = figures(each.printed ?? each.exact, 4);
  return [
    diagnostic(
      'article.out-of-tolerance',
      { id: each.id, predicted: figures(each.predicted, 4), printed },
      { at: { line: 1, column: 1 } },
    ),
  ];
}

interface Found {
  readonly shown: {
    readonly designs?: Readonly<Record<Layout, Evaluation>>;
    readonly designCells?: Readonly<Record<Layout, string>>;
  };
  readonly problems: readonly Diagnostic[];
}

function designsOf(said: Beside | undefined, { read }: Scope): Found {
  if (!said) return { shown: {}, problems: [] };
  const problems: Diagnostic[] = [];
  const evaluations = new Map<Layout, Evaluation>();
  for (const [layout, { id, at }] of said) {
    const evaluation = read(id)?.evaluation;
    if (evaluation) evaluations.set(layout, evaluation);
    else problems.push(diagnostic('article.beside-incomplete', { id }, { at }));
  }
  const [ep8, ep16, ep32] = layouts.map((layout) => evaluations.get(layout));
  if (!ep8 || !ep16 || !ep32) return { shown: {}, problems };
  const cell = (layout: Layout): string => said.get(layout)?.id ?? '';
  return {
    shown: { designs: { ep8, ep16, ep32 }, designCells: { ep8: cell('ep8'), ep16: cell('ep16'), ep32: cell('ep32') } },
    problems,
  };
}
