import { expect, test } from 'vitest';
import { placeFor, readAppearance } from '../../app/appearance';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const place = { x: 100, y: 50, width: 1440, height: 900, isMaximized: false };

test.each([
  ['where it stood', place, [screen], true],
  ['on a second screen', { ...place, x: 2000 }, [screen, { ...screen, x: 1920 }], true],
  ['not on a screen that is gone', { ...place, x: 2000 }, [screen], false],
  ['not above the screen', { ...place, y: -400 }, [screen], false],
  ['not with a sliver on the screen', { ...place, x: -1400 }, [screen], false],
])('the window opens %s', (_, saved, screens, isKept) => {
  expect(placeFor(saved, screens)).toEqual(isKept ? saved : undefined);
});

test('settings that cannot be read leave main with the system’s', async () => {
  const refused = await readAppearance(() =>
    Promise.resolve({ ok: false, problem: { code: 'x', text: { en: '', zh: '' } } }),
  );
  expect(refused).toEqual({ theme: 'system', recent: [], window: null, zoom: 0 });
});
