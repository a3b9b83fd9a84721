/** The blocks of a case document as markup. */

import mathup from 'mathup';
import type { Assumption, Block, CaseDocument, Derivation, Figure } from '../../engine';
import { trustWords } from '../words';
import { html, trusted, type Markup } from './markup';
import { sumLines, wholeValues } from './math-text';
import { prose } from './prose';
import { table, value } from './table';

export interface Page {
  readonly document: CaseDocument;
  /** Charts as SVG text, by the id of their block; one drawn twice is drawn once. */
  readonly pictures: ReadonlyMap<string, string>;
}

export function blockMarkup(block: Block, page: Page): Markup {
  const { language } = page.document;
  switch (block.kind) {
    case 'prose':
      return html`<div class="prose">${prose(block.markdown)}</div>`;
    case 'statement':
      return html`<p class="${block.role}">${block.text}</p>`;
    case 'heading':
      return html`<h3 id="${block.id}">${block.text}</h3>`;
    case 'figures':
      return html`<dl class="figures">${block.figures.map((figure) => figureMarkup(figure, language))}</dl>`;
    case 'chart':
      return html`<figure data-chart="${block.id}">
        <figcaption><b>${block.chart.title[language]}</b><span>${block.chart.hint[language]}</span></figcaption>
        <div class="chart">${trusted(page.pictures.get(block.id) ?? '')}</div>
      </figure>`;
    case 'table':
      return table(block.table, language);
    case 'assumptions':
      return assumptionsMarkup(block.facts, page.document);
    case 'derivation':
      return derivationMarkup(block.derivation, language);
    case 'cell':
      return html`<div class="cell">
        <header><span class="kind">${block.cellKind}</span> <span class="id">${block.name}</span></header>
        <pre>${block.body}</pre>
      </div>`;
  }
}

function figureMarkup({ label, number, note }: Figure, language: CaseDocument['language']): Markup {
  const { trust } = number;
  return html`<div class="figure">
    <dt>${label}</dt>
    <dd>
      <span class="big">${value(number)}</span
      >${trust ? html`<span class="trust ${trust}">${trustWords[trust][language]}</span>` : undefined}
      ${note === undefined ? undefined : html`<span class="note">${note}</span>`}
    </dd>
  </div>`;
}

/** Ids of sources are links to the list below. */
function assumptionsMarkup(facts: readonly Assumption[], { language, sources }: CaseDocument): Markup {
  const titles =
    language === 'zh' ? ['事实', '数值', '依据', '来源', '说明'] : ['fact', 'value', 'rests on', 'source', 'note'];
  const known = new Set(sources.map(({ id }) => id));
  return html`<div class="wide">
    <table class="facts-table">
      <thead>
        <tr>
          ${titles.map((title, i) => html`<th class="${i === 1 ? 'number' : ''}">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${facts.map(
          ({ label, value: said, trust, source, note }) =>
            html`<tr>
              <td class="words">${label}</td>
              <td class="number">${said}</td>
              <td><span class="trust ${trust}">${trustWords[trust][language]}</span></td>
              <td>
                ${source === undefined ? undefined : known.has(source) ? html`<a class="id" href="#source-${source}">${source}</a>` : source}
              </td>
              <td class="words note">${note}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function derivationMarkup(derivation: Derivation, language: CaseDocument['language']): Markup {
  const { title, number, symbols, values, cite, erratum, inputs, more } = derivation;
  const { trust } = number;
  const rest = language === 'zh' ? `另有 ${String(more)} 项` : `and ${String(more)} more`;
  return html`<div class="derivation">
    <h4>
      ${title} =
      ${value(number)}${trust ? html` <span class="trust ${trust}">${trustWords[trust][language]}</span>` : undefined}
    </h4>
    ${symbols === undefined ? undefined : math(symbols)} ${values === undefined ? undefined : math(values)}
    ${cite === undefined ? undefined : html`<p class="note">${cite}</p>`}
    ${erratum === undefined ? undefined : html`<p class="warning">${erratum}</p>`}
    <table class="inputs">
      <tbody>
        ${inputs.map(
          ({ symbol, meaning, number: input }) =>
            html`<tr>
              <td>${inline(symbol)}</td>
              <td class="words">${meaning}</td>
              <td class="number">${value(input)}</td>
              <td>
                ${input.trust ? html`<span class="trust ${input.trust}">${trustWords[input.trust][language]}</span>` : undefined}
              </td>
            </tr>`,
        )}
        ${
          more > 0
            ? html`<tr>
                <td></td>
                <td class="note">${rest}</td>
                <td></td>
                <td></td>
              </tr>`
            : undefined
        }
      </tbody>
    </table>
  </div>`;
}

function math(line: string): Markup {
  return html`<div class="math">
    ${sumLines(line).map((each) => trusted(mathup(wholeValues(each), { display: 'block' }).toString()))}
  </div>`;
}

function inline(line: string): Markup {
  return trusted(mathup(wholeValues(line), { display: 'inline' }).toString());
}
