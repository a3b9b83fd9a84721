/** Help as the engine tells it: cell kinds with their fields, levers, formulas, and the words it uses. */

import {
  formulas,
  kindInfo,
  kinds,
  knownOf,
  metricInfo,
  optimizations,
  resourceNames,
  trusts,
  type KindInfo,
  type Text,
  type Unit,
} from '../../engine';
import type { HelpAnswer, HelpFormula, HelpTerm } from '../catalog-contract';
import type { EngineHandlers } from '../rpc';
import { resourceWords, trustWords } from '../words';
import { optimizationEntry } from './catalog';
import { resourceMeanings, trustMeanings } from './help-words';
import type { Workshop } from './workshop';

export function helpHandlers(workshop: Workshop): Pick<EngineHandlers, 'help.get'> {
  return { 'help.get': () => help(workshop) };
}

async function help(workshop: Workshop): Promise<HelpAnswer> {
  const known = knownOf(await workshop.catalog(), { currency: 'USD', rates: [] });
  const infos = kinds.map((kind) => kindInfo(kind, known));
  return {
    kinds: infos.map(({ id, title, summary, defines, fields, template }) => ({
      id,
      title,
      summary,
      defines,
      fields,
      template,
    })),
    levers: optimizations.map(optimizationEntry),
    formulas: formulas.map(({ spec }) => formulaOf(spec)),
    glossary: [
      { title: { en: 'Resources', zh: '资源' }, terms: resourceTerms() },
      { title: { en: 'Trust in a number', zh: '数字的可信程度' }, terms: trustTerms() },
      { title: { en: 'Metrics', zh: '指标' }, terms: metricTerms() },
      { title: { en: 'Cells and their fields', zh: '单元及其字段' }, terms: fieldTerms(infos) },
      {
        title: { en: 'Levers', zh: '优化项' },
        terms: optimizations.map(({ id, title, summary }) => ({ name: id, term: title, meaning: summary })),
      },
    ],
  };
}

/** What hovering over a kind and over each of its own fields says; levers stand for themselves. */
function fieldTerms(infos: readonly KindInfo[]): HelpTerm[] {
  return infos.flatMap(({ id, title, summary, fields }) => [
    { name: id, term: title, meaning: summary },
    ...fields
      .filter(({ path }) => id !== 'optimizations' && path.length > 0)
      .map(({ path, title: term, meaning }) => ({ name: `${id} ${path.join('.')}`, term, meaning })),
  ]);
}

type Spec = (typeof formulas)[number]['spec'];

function formulaOf(spec: Spec): HelpFormula {
  const { id, title, symbol, unit, cite, erratum, inputs } = spec;
  const names = Object.fromEntries(Object.entries(inputs).map(([key, input]) => [key, input.symbol]));
  return {
    id,
    title,
    line: `${symbol} = ${spec.write(names)}`,
    unit: shownUnit(unit),
    ...(cite === undefined ? {} : { cite }),
    ...(erratum === undefined ? {} : { erratum }),
    inputs: Object.values(inputs).map((input) => ({
      symbol: input.symbol,
      unit: shownUnit(input.unit),
      meaning: input.meaning,
    })),
  };
}

/** A pure number has no unit to write. */
function shownUnit(unit: Unit): string {
  return unit === '1' ? '' : unit;
}

function resourceTerms(): HelpTerm[] {
  return resourceNames.map((name) => ({ name, term: resourceWords[name], meaning: resourceMeanings[name] }));
}

function trustTerms(): HelpTerm[] {
  return trusts.map((trust) => ({ name: trust, term: trustWords[trust], meaning: trustMeanings[trust] }));
}

const better = {
  lower: { en: 'lower is better', zh: '越低越好' },
  higher: { en: 'higher is better', zh: '越高越好' },
  neither: { en: 'neither way is better', zh: '高低无所谓好坏' },
} as const satisfies Record<string, Text>;

function metricTerms(): HelpTerm[] {
  return Object.entries(metricInfo).map(([name, { title, unit, better: way }]) => {
    const shown = shownUnit(unit);
    const said = (language: keyof Text) => [shown, better[way][language]].filter((part) => part !== '').join(' · ');
    return { name, term: title, meaning: { en: said('en'), zh: said('zh') } };
  });
}
