import { describe, expect, it } from 'vitest';
import { diagnostic } from '../../engine/diagnostics';
import { textOf } from '../../renderer/notebook-text';
import { open, reduce, type Action, type Session } from '../../renderer/session';
import { awaits, countProblems, isDirty, nameOf, problemsOf, viewsOf } from '../../renderer/session-view';
import { answerTo } from './answering';

const text = `---
chokepoint: 1
---
Why?

\`\`\`yaml hardware chip
use: h20-96g
\`\`\`
\`\`\`yaml model r1
use: deepseek-v3
\`\`\`
`;

function opened(): Session {
  const session = open({ path: '/tmp/a.bench.md', name: 'a', text });
  return reduce(session, {
    type: 'answered',
    answer: answerTo({ revision: 1, text, look: { theme: 'light', language: 'en' } }),
  });
}

function after(session: Session, ...actions: Action[]): Session {
  return actions.reduce(reduce, session);
}

const typed = (body: string, at: number, cell = 'chip'): Action => ({ type: 'edited', cell, body, key: cell, at });

describe('a session', () => {
  it('holds the text as it was opened, before and after the engine cuts it', () => {
    expect(textOf(open({ path: null, name: 'x', text }).cells)).toBe(text);
    expect(textOf(opened().cells)).toBe(text);
    expect(isDirty(opened())).toBe(false);
  });

  it('changes a body at once and wants a new answer', () => {
    const session = after(opened(), typed('use: h800', 0));
    expect(textOf(session.cells)).toBe(text.replace('h20-96g', 'h800'));
    expect(session.revision).toBe(2);
    expect(awaits(session)).toBe(true);
    expect(isDirty(session)).toBe(true);
  });

  it('drops an answer to an older revision', () => {
    const edited = after(opened(), typed('use: h800', 0));
    expect(
      after(edited, {
        type: 'answered',
        answer: answerTo({ revision: 1, text, look: { theme: 'light', language: 'en' } }),
      }),
    ).toBe(edited);
  });

  it('undoes typing in one go, but not across a pause or another cell', () => {
    const session = after(
      opened(),
      typed('use: a', 0),
      typed('use: ab', 500),
      typed('use: abc', 3000),
      typed('use: x', 3100, 'r1'),
    );
    const back = (times: number) =>
      after(session, ...Array.from({ length: times }, (): Action => ({ type: 'undone' })));
    expect(
      [0, 1, 2, 3, 4].map((n) =>
        back(n)
          .cells.filter((cell) => cell.kind !== 'prose' && cell.kind !== 'front')
          .map((cell) => cell.body),
      ),
    ).toEqual([
      ['use: abc', 'use: x'],
      ['use: abc', 'use: deepseek-v3'],
      ['use: ab', 'use: deepseek-v3'],
      ['use: h20-96g', 'use: deepseek-v3'],
      ['use: h20-96g', 'use: deepseek-v3'],
    ]);
  });

  it('redoes what was undone, until something new is typed', () => {
    const session = after(opened(), typed('use: a', 0), { type: 'undone' });
    expect(textOf(after(session, { type: 'redone' }).cells)).toContain('use: a\n');
    expect(after(session, typed('use: b', 9000), { type: 'redone' }).future).toEqual([]);
  });

  it('is clean again after a save, and after undoing back to what was saved', () => {
    const edited = after(opened(), typed('use: h800', 0));
    expect(isDirty(after(edited, { type: 'undone' }))).toBe(false);
    const saved = after(edited, { type: 'saved', path: '/tmp/b.bench.md', text: textOf(edited.cells) });
    expect(isDirty(saved)).toBe(false);
    expect(nameOf(saved)).toBe('b');
    expect(isDirty(after(saved, { type: 'undone' }))).toBe(true);
  });

  it('keeps a line break just typed in prose, which the engine counts to the gap', () => {
    const edited = after(opened(), typed('Why?\n', 0, 'prose-1'));
    const again = after(edited, {
      type: 'answered',
      answer: answerTo({
        revision: edited.revision,
        text: textOf(edited.cells),
        look: { theme: 'light', language: 'en' },
      }),
    });
    expect(again.cells.find((cell) => cell.kind === 'prose')?.body).toBe('Why?\n');
    expect(textOf(again.cells)).toBe(textOf(edited.cells));
  });

  it('shows edited cells and all readers below as running once the wait is felt, and as stale when the engine failed', () => {
    const edited = after(opened(), typed('use: h800', 0));
    const states = (session: Session, slow: boolean) =>
      viewsOf(session, { slow, front: false }).map(({ cell, state }) => `${cell.id} ${state}`);
    expect(states(edited, false)).toEqual(['prose-1 fine', 'chip fine', 'r1 fine']);
    expect(states(edited, true)).toEqual(['prose-1 fine', 'chip running', 'r1 running']);
    const failed = after(edited, { type: 'failed', revision: edited.revision, reason: { en: 'gone', zh: '无' } });
    expect(states(failed, true)).toEqual(['prose-1 fine', 'chip stale', 'r1 stale']);
    expect(countProblems(failed)).toEqual({ problems: 0, blocked: 0, first: undefined });
  });

  it('ignores an edit that changes nothing', () => {
    const session = opened();
    expect(after(session, typed('use: h20-96g', 0))).toBe(session);
  });
});

describe('a file that another program changed', () => {
  const theirs = text.replace('h20-96g', 'h800');

  it('read again is the saved text, and what stood here comes back by undoing', () => {
    const reread = after(opened(), typed('use: b200', 0), { type: 'reread', text: theirs });
    expect([textOf(reread.cells), isDirty(reread)]).toEqual([theirs, false]);
    const back = after(reread, { type: 'undone' });
    expect([textOf(back.cells), isDirty(back)]).toEqual([text.replace('h20-96g', 'b200'), true]);
  });

  it('is known, and nothing here changes, where mine is kept', () => {
    const kept = after(opened(), { type: 'kept', text: theirs });
    expect([textOf(kept.cells), kept.saved, isDirty(kept)]).toEqual([text, theirs, true]);
  });

  it('an earlier version takes the place of the text as an edit', () => {
    const replaced = after(opened(), { type: 'replaced', text: theirs });
    expect([textOf(replaced.cells), isDirty(replaced)]).toEqual([theirs, true]);
    expect(textOf(after(replaced, { type: 'undone' }).cells)).toBe(text);
    expect(after(opened(), { type: 'replaced', text })).toEqual(opened());
  });

  it('keeps what is folded and which chart is chosen when a cell gets another name', () => {
    const shown = after(
      opened(),
      { type: 'folded', cells: ['chip'], folded: true },
      { type: 'charted', cell: 'chip', chart: 'frontier' },
    );
    const cells = shown.cells.map((cell) => (cell.id === 'chip' ? { ...cell, id: 'card', before: 'x' } : cell));
    const renamed = after(shown, { type: 'rearranged', cells, select: 'card', renamed: { from: 'chip', to: 'card' } });
    expect([...renamed.folded]).toEqual(['card']);
    expect([...renamed.charts]).toEqual([['card', 'frontier']]);
    expect(renamed.selected).toBe('card');
  });

  it('opens as it was shown before', () => {
    const shown = { folded: new Set(['r1']), charts: new Map([['chip', null]]) };
    const session = open({ path: '/tmp/a.bench.md', name: 'a', text, shown });
    expect([...session.folded]).toEqual(['r1']);
    expect(session.charts.get('chip')).toBeNull();
  });

  it('remembers what a cell answered when it last ran, and when', () => {
    const look = { theme: 'light', language: 'en' } as const;
    const tpot = { value: 0.04, text: '40.0', unit: 'ms', unitName: 's', origin: 'derived' } as const;
    const answered = (session: Session, at: number, design: boolean): Session => {
      const answer = answerTo({ revision: session.revision, text: textOf(session.cells), look });
      const results = answer.results.map((result) =>
        design && result.id === 'chip'
          ? { ...result, design: { metrics: { 'serving.tpot': tpot }, delta: {}, applied: [], skipped: [], lacks: [] } }
          : result,
      );
      return after(session, { type: 'answered', answer: { ...answer, results }, at });
    };
    const first = answered(opened(), 1000, true);
    const same = answered(after(first, { type: 'asked' }), 2000, true);
    const failed = answered(after(same, { type: 'asked' }), 3000, false);
    for (const session of [first, same, failed]) expect(session.lastResults.get('chip')).toEqual({ at: 1000, tpot });
  });

  it('lists what is wrong with the gravest first, by the line of the file', () => {
    const look = { theme: 'light', language: 'en' } as const;
    const session = opened();
    const answer = answerTo({ revision: session.revision, text: textOf(session.cells), look });
    const at = { line: 1, column: 1 };
    const note = diagnostic('design.lacks', { what: { en: 'a model', zh: '模型' } }, { at });
    const error = diagnostic('yaml.alias', {}, { at });
    const results = answer.results.map((result) => ({
      ...result,
      diagnostics: result.id === 'chip' ? [note] : result.id === 'r1' ? [error] : [],
    }));
    const problems = problemsOf(after(session, { type: 'answered', answer: { ...answer, results } }));
    expect(problems.map(({ cell, diagnostic, line }) => [cell, diagnostic.severity, line])).toEqual([
      ['r1', 'error', 10],
      ['chip', 'info', 7],
    ]);
  });
});
