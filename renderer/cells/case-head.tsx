/** What the notebook asks and answers, over its cells: the verdict with this run's figures, its odds, and what it rests on. */

import type { Language, NotebookAnswer } from '../../app/contract';
import { Figure } from '../parts/number';
import type { Door } from '../shown';
import { Speaking, useWords } from '../words/use-words';

type Answer = NonNullable<NotebookAnswer['answer']>;
type Part = Answer['parts']['en'][number];
type Rest = Answer['rests'][number];

interface CaseHeadProps {
  readonly answer: Answer;
  /** True while the answer speaks of an older text. */
  readonly old: boolean;
  readonly explained: Door | undefined;
  readonly onExplain: (cell: string, metric: string) => void;
}

/** In the language of the notebook's own prose, under which it stands; where that has none, in the window's. */
export function CaseHead(props: CaseHeadProps) {
  const { language } = useWords();
  return (
    <Speaking language={props.answer.language ?? language}>
      <Head {...props} />
    </Speaking>
  );
}

function Head({ answer, old, explained, onExplain }: CaseHeadProps) {
  const { say, pick, language } = useWords();
  const { question, parts, odds, rests } = answer;
  const [first, rest] = firstSentence(parts[language]);
  const said = (part: Part, i: number) => <Said key={i} part={part} explained={explained} onExplain={onExplain} />;
  return (
    <section className="case-head" aria-label={say('case.label')} data-old={old} lang={langOf(language)}>
      <p className="case-question selectable">{pick(question)}</p>
      <p className="case-verdict selectable">{first.map(said)}</p>
      {rest.length > 0 && <p className="case-more selectable">{rest.map(said)}</p>}
      {odds.map((each) => (
        <p key={each.en} className="case-odds selectable">
          {pick(each)}
        </p>
      ))}
      {rests.length > 0 && <Rests rests={rests} />}
    </section>
  );
}

function Said({
  part: { text, door },
  explained,
  onExplain,
}: { readonly part: Part } & Omit<CaseHeadProps, 'answer' | 'old'>) {
  if (!door) return text;
  const { cell, metric } = door;
  return (
    <Figure
      number={{ value: 0, text, unit: '' }}
      explained={explained?.cell === cell && explained.metric === metric}
      onExplain={() => {
        onExplain(cell, metric);
      }}
    />
  );
}

/** Open by itself where one of them fails. */
function Rests({ rests }: { readonly rests: readonly Rest[] }) {
  const { say } = useWords();
  const failed = rests.filter(({ holds }) => !holds).length;
  return (
    <details className="case-rests" open={failed > 0} data-failed={failed > 0}>
      <summary>
        {failed === 0
          ? say('case.rests', { count: rests.length })
          : say('case.rests-failed', { failed, count: rests.length })}
      </summary>
      <ul>
        {rests.map(({ condition, holds, is }) => (
          <li key={condition} data-holds={holds}>
            <span aria-hidden="true">{holds ? '✓' : '✕'}</span> <code>{condition}</code>
            <span className="ink3">{is === undefined ? say('case.no-figure') : say('case.is', { is })}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function langOf(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en';
}

/** The verdict's first sentence stands large, what follows it smaller. */
function firstSentence(parts: readonly Part[]): readonly [readonly Part[], readonly Part[]] {
  const at = parts.findIndex(({ text, door }) => !door && sentenceEnd.test(text));
  const part = parts[at];
  const end = part && sentenceEnd.exec(part.text);
  if (!part || !end) return [parts, []];
  const cut = end.index + end[0].length;
  const after = { ...part, text: part.text.slice(cut) };
  return [
    [...parts.slice(0, at), { ...part, text: part.text.slice(0, cut).trimEnd() }],
    [...(after.text === '' ? [] : [after]), ...parts.slice(at + 1)],
  ];
}

const sentenceEnd = /\.(?=\s)\s*|。/;
