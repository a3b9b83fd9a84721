import { describe, expect, it } from 'vitest';
import { CallProblem, type Rpc } from '../../renderer/bridge';
import { textOf } from '../../renderer/notebook-text';
import { startSession, type LiveSession } from '../../renderer/session-live';
import { isDirty } from '../../renderer/session-view';
import { answering } from './answering';

const text = '```yaml hardware chip\nuse: h20-96g  # ours\n```\n';

function start(rpc: Rpc): LiveSession {
  return startSession(
    { path: '/tmp/a.bench.md', name: 'a', text },
    { rpc, look: () => ({ theme: 'light', language: 'en' }), now: () => 0 },
  );
}

const bodyOf = (live: LiveSession) => live.get().session.cells.find((cell) => cell.id === 'chip')?.body;

describe('a live session', () => {
  it('asks once for a burst of keys, about the last of them', async () => {
    const { rpc, questions } = answering();
    const live = start(rpc);
    await live.settled();
    for (const body of ['use: h', 'use: h8', 'use: h80', 'use: h800']) live.type('chip', body);
    await live.settled();
    expect(questions.map((question) => question.text)).toEqual([text, '```yaml hardware chip\nuse: h800\n```\n']);
    expect(live.get().session.answer?.revision).toBe(live.get().session.revision);
  });

  it('has one question out at a time, then asks about the newest text', async () => {
    const gates: (() => void)[] = [];
    const { rpc, questions } = answering(({ revision }) =>
      revision === 1 ? Promise.resolve() : new Promise((go) => gates.push(go)),
    );
    const live = start(rpc);
    await live.settled();
    live.type('chip', 'use: a');
    await expect.poll(() => gates.length).toBe(1);
    live.type('chip', 'use: ab');
    live.type('chip', 'use: abc');
    await new Promise((go) => setTimeout(go, 40));
    expect(questions).toHaveLength(2);
    gates[0]?.();
    await expect.poll(() => gates.length).toBe(2);
    expect(live.get().session.answer?.revision).toBe(1);
    gates[1]?.();
    await live.settled();
    expect(questions.map((question) => question.revision)).toEqual([1, 2, 4]);
    expect(bodyOf(live)).toBe('use: abc');
  });

  it('says that it waits only when the wait is felt', async () => {
    const gates: (() => void)[] = [];
    const { rpc } = answering(() => new Promise((go) => gates.push(go)));
    const live = start(rpc);
    await expect.poll(() => live.get().slow).toBe(true);
    gates[0]?.();
    await live.settled();
    expect(live.get().slow).toBe(false);
  });

  it('edits a value in place, keeping comments, also twice in a row', async () => {
    const { rpc } = answering();
    const live = start(rpc);
    await live.settled();
    await Promise.all([live.edit('chip', ['use'], 'h800'), live.edit('chip', ['nodes'], '2')]);
    expect(bodyOf(live)).toBe('use: h800  # ours\nnodes: 2');
  });

  it('adds front matter where an edit needs it', async () => {
    const { rpc } = answering();
    const live = start(rpc);
    await live.settled();
    await live.edit('front', ['fidelity'], 'roofline');
    expect(textOf(live.get().session.cells)).toBe(`---\nchokepoint: 1\ntitle: "a"\nfidelity: roofline\n---\n${text}`);
  });

  it('keeps text and last answer when the engine fails, and asks once more when it was restarted', async () => {
    const working = answering();
    let failures: string[] = [];
    const rpc: Rpc = async (method, params) => {
      const code = failures.shift();
      if (code !== undefined) throw new CallProblem(code, { en: code, zh: code });
      return working.rpc(method, params);
    };
    const live = start(rpc);
    await live.settled();
    failures = ['app.engine-stopped'];
    live.type('chip', 'use: a');
    await live.settled();
    expect(live.get().session.failure).toBeUndefined();
    failures = ['app.engine-stopped', 'app.engine-stopped'];
    live.type('chip', 'use: b');
    await live.settled();
    expect(live.get().session.failure?.en).toBe('app.engine-stopped');
    expect(bodyOf(live)).toBe('use: b');
    expect(live.get().session.answer).toBeDefined();
    live.askAgain();
    await live.settled();
    expect(live.get().session.failure).toBeUndefined();
  });

  it('saves the text as it stands, and stays dirty if it changed meanwhile', async () => {
    const { rpc, files } = answering();
    const live = start(rpc);
    await live.settled();
    live.type('chip', 'use: a');
    const saving = live.save('/tmp/b.bench.md');
    live.type('chip', 'use: ab');
    await saving;
    expect(files.get('/tmp/b.bench.md')).toContain('use: a\n');
    expect(isDirty(live.get().session)).toBe(true);
    expect(live.get().session.path).toBe('/tmp/b.bench.md');
  });
});
