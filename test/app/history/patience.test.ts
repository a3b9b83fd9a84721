import { describe, expect, test } from 'vitest';
import { diagnostic } from '../../../engine';
import { patiently } from '../../../app/history/patience';
import { done, refused } from '../../../app/outcome';

const locked = refused(diagnostic('history.locked', { path: 'h.db' }));
const full = refused(diagnostic('history.disk-full', { path: 'h.db' }));

describe('a history that another program has locked', () => {
  test('is asked again until it is free', async () => {
    const answers = [locked, locked, done('here')];
    expect(await patiently(() => answers.shift() ?? locked)).toEqual(done('here'));
    expect(answers).toEqual([]);
  });

  test('is given up when patience is at its end, in its own words', async () => {
    expect(await patiently(() => locked, 0)).toEqual(locked);
  });

  test('other troubles are told at once', async () => {
    const answers = [full, done('here')];
    expect(await patiently(() => answers.shift() ?? locked)).toEqual(full);
  });
});
