import { describe, expect, test } from 'vitest';
import { diagnostic } from '../../engine';
import { createMainHandlers, type Description, type Frame } from '../../app/main-handlers';
import { Refusal } from '../../app/outcome';
import { answer, forward, isMainMethod, isMethod } from '../../app/rpc';

/** A window that notes what is asked of it. */
function frame(changes: Partial<Frame> = {}) {
  const described: Description[] = [];
  const links: string[] = [];
  const own: Frame = {
    pickOpen: () => Promise.resolve('/home/me/a.bench.md'),
    pickSave: (suggested) => Promise.resolve(suggested),
    pickFolder: () => Promise.resolve('/home/me'),
    change: () => undefined,
    describe: (description) => void described.push(description),
    close: () => undefined,
    present: () => undefined,
    settled: () => undefined,
    openLink: async (url) => void links.push(url),
    ...changes,
  };
  const watching = { follow: () => Promise.resolve(), stop: () => undefined };
  return {
    handlers: createMainHandlers({
      frame: own,
      watching,
      file: '/home/me/given.bench.md',
      engine: () => Promise.resolve({ ok: true, value: { html: '<p>page</p>' } }),
      print: (html) => Promise.resolve(new TextEncoder().encode(`%PDF ${html}`)),
    }),
    described,
    links,
  };
}

describe('a call of our own', () => {
  test('reaches its handler, and its value comes back', async () => {
    const { handlers, described } = frame();
    const description = { title: 'A', path: null, unsaved: true, language: 'zh' } as const;
    expect(await answer(handlers, 'window.describe', description)).toEqual({ ok: true, value: null });
    expect(described).toEqual([description]);
    expect(await answer(handlers, 'window.file', {})).toEqual({ ok: true, value: '/home/me/given.bench.md' });
    expect(await answer(handlers, 'file.pickSave', { suggested: 'b.md' })).toEqual({ ok: true, value: 'b.md' });
  });

  test.each(['http://example.org', 'file:///etc/passwd', 'javascript:alert(1)', '', 3])(
    'a link to %j is not opened',
    async (url) => {
      const { handlers, links } = frame();
      expect(await answer(handlers, 'link.open', { url })).toMatchObject({
        ok: false,
        problem: { code: 'app.bad-call' },
      });
      expect(links).toEqual([]);
    },
  );

  test('what it refuses and what it breaks on arrive in words', async () => {
    const refusing = frame({ pickOpen: () => Promise.reject(new Refusal(diagnostic('file.missing', { path: '/x' }))) });
    expect(await answer(refusing.handlers, 'file.pickOpen', {})).toMatchObject({
      ok: false,
      problem: { code: 'file.missing' },
    });
    const broken = frame({ pickOpen: () => Promise.reject(new Error('no display')) });
    expect(await answer(broken.handlers, 'file.pickOpen', {})).toMatchObject({
      ok: false,
      problem: { code: 'app.fault' },
    });
  });
});

describe('a call handed on', () => {
  test('goes out only when it is well formed', async () => {
    const sent: unknown[] = [];
    const call = (method: string, params: unknown) => {
      sent.push([method, params]);
      return Promise.resolve({ ok: true, value: { path: '/a', text: '' } } as const);
    };
    expect(await forward(call, 'file.open', { path: '/a', extra: 1 })).toEqual({
      ok: true,
      value: { path: '/a', text: '' },
    });
    expect(await forward(call, 'file.open', { path: '' })).toMatchObject({
      ok: false,
      problem: { code: 'app.bad-call' },
    });
    expect(sent).toEqual([['file.open', { path: '/a' }]]);
  });

  test('an answer that is not what the contract says is a fault, not a value', async () => {
    const reply = await forward(() => Promise.resolve({ ok: true, value: undefined }), 'file.open', { path: '/a' });
    expect(reply).toMatchObject({ ok: false, problem: { code: 'app.bad-call' } });
  });
});

test('only names of the contract are methods', () => {
  expect(['file.open', 'toString', '__proto__', 'constructor', ''].map(isMethod)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
  expect(isMainMethod('file.pickOpen')).toBe(true);
  expect(isMainMethod('file.open')).toBe(false);
});
