import { expect, test } from 'vitest';
import { wholeOf } from '../../../renderer/whole-answer';
import { desk, look } from '../support/handlers';
import { notebook, story, storyWith } from '../support/notebook';

const text = notebook();
const asker = 'window 1';

function opened() {
  const { handlers } = desk();
  const ask = (revision: number, asked: string, since: number | null, selected = 'int4') =>
    handlers['notebook.run']({ revision, text: asked, look, selected, since: { asker, revision: since } });
  const whole = (revision: number, asked: string, selected = 'int4') =>
    handlers['notebook.run']({ revision, text: asked, look, selected });
  return { ask, whole };
}

test('an edit sends the edited cell and what depends on it, and nothing else', async () => {
  const { ask } = opened();
  await ask(1, text, null);
  const next = await ask(2, storyWith('int4', 'w4a8: off'), 1);
  expect(next.onto).toBe(1);
  expect(next.results.map((result) => result.id)).toEqual(['int4']);
  expect(Object.keys(next.charts)).toEqual(['int4']);
  expect(next.cells.length).toBeGreaterThan(5);
});

test('put together, it is the whole answer', async () => {
  const { ask, whole } = opened();
  const first = await ask(1, text, null);
  const changed = [
    storyWith('int4', 'w4a8: off'),
    storyWith('chip', 'use: h800\nnodes: 2'),
    notebook(story.slice(0, 3)),
    notebook([...story].reverse()),
    storyWith('layout', 'nonsense: 1'),
    text,
  ];
  let last = wholeOf(undefined, first);
  for (const [i, asked] of changed.entries()) {
    last = wholeOf(last, await ask(i + 2, asked, i + 1, i % 2 === 0 ? 'layout' : 'int4'));
    const expected = await whole(i + 2, asked, i % 2 === 0 ? 'layout' : 'int4');
    // Times differ from run to run.
    const timeless = (answer: typeof last) =>
      answer && { ...answer, results: answer.results.map((result) => ({ ...result, milliseconds: 0 })) };
    expect(timeless(last)).toEqual(timeless(expected));
  }
});

test('whoever has another answer than the last gets the whole', async () => {
  const { ask } = opened();
  await ask(1, text, null);
  await ask(2, storyWith('int4', 'w4a8: off'), 1);
  const again = await ask(3, text, 1);
  expect(again.onto).toBeUndefined();
  expect(again.results.length).toBe(again.cells.length);
  expect(wholeOf(undefined, { ...again, onto: 7 })).toBeUndefined();
});
