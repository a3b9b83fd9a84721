/**
 * A power cut at any moment of editing: the app is killed with SIGKILL again and again while someone types, saves and edits. After
 * each restart nothing that was said to be saved may be missing or damaged, and at most five seconds of typing may be lost.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { openHistory } from '../../app/history/open';
import { launch, type App } from '../e2e/support/app';
import { enter, toasts, twoNodes } from '../e2e/support/workbench';

const kills = Number(process.env['CHOKEPOINT_SOAK_KILLS'] ?? 50);
/** Of the same kills every time; another seed is another fifty. */
const seed = Number(process.env['CHOKEPOINT_SOAK_SEED'] ?? 1);
const mostLostMs = 5000;

const folder = mkdtempSync(join(tmpdir(), 'chokepoint-kill-'));
const data = mkdtempSync(join(tmpdir(), 'chokepoint-e2e-'));
const file = join(folder, 'typed.bench.md');
const database = join(data, 'history.db');
afterAll(() => {
  for (const each of [folder, data]) rmSync(each, { recursive: true, force: true });
});

/** Marsaglia's xorshift32: the same moments on every machine. */
function randomFrom(start: number): () => number {
  let state = start * 2_654_435_761 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

interface Typing {
  /** The numbers of the marks typed so far, with the time at which the page had each. */
  readonly typed: { readonly mark: number; readonly at: number }[];
  /** The last mark that was in the text when a save was reported done. */
  saved: number;
  savedRuns: number;
}

/** Types numbered comment lines, saving now and then, until the process is gone. */
async function typeUntilGone(app: App, typing: Typing, random: () => number, isOver: () => boolean): Promise<void> {
  const { page } = app;
  try {
    while (!isOver()) {
      const mark = (typing.typed.at(-1)?.mark ?? 0) + 1;
      await page.keyboard.insertText(`\n# mark ${mark}`);
      typing.typed.push({ mark, at: Date.now() });
      await sleep(50 + 250 * random());
      if (random() < 0.12) {
        await page.keyboard.press('Control+s');
        await page.waitForFunction(
          (known) => Number(/Run #(\d+)/.exec(document.querySelector('.toasts')?.textContent ?? '')?.[1] ?? 0) > known,
          typing.savedRuns,
          { timeout: 10_000 },
        );
        typing.savedRuns = Number(/Run #(\d+)/.exec(await toasts(page).innerText())?.[1] ?? 0);
        typing.saved = mark;
      }
    }
  } catch (error) {
    // The page went away under our hands: that is what we came for.
    if (!isOver()) throw error;
  }
}

function marksIn(text: string): readonly number[] {
  return [...text.matchAll(/^# mark (\d+)$/gm)].map(([, mark]) => Number(mark));
}

/** Every run that was reported saved is there, whole. */
function checkHistory(typing: Typing): void {
  const opened = openHistory({ path: database });
  if (!opened.ok) throw new Error(opened.problem.code);
  const { db, close } = opened.value;
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    const { n } = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM run').get() ?? { n: 0 };
    expect(n).toBeGreaterThanOrEqual(typing.savedRuns);
  } finally {
    close();
  }
}

test(`killed ${kills} times while someone types, it loses nothing saved and at most ${mostLostMs / 1000} s of typing`, async () => {
  writeFileSync(file, twoNodes);
  const random = randomFrom(seed);
  const typing: Typing = { typed: [], saved: 0, savedRuns: 0 };
  const lost: number[] = [];
  let offered = 0;
  let app = await launch({ data, file });
  await app.settled();
  for (let round = 0; round < kills; round++) {
    await enter(app, 'int4');
    let isOver = false;
    const typist = typeUntilGone(app, typing, random, () => isOver);
    await sleep(500 + 5000 * random());
    isOver = true;
    const killedAt = Date.now();
    await app.kill();
    await typist;

    const onDisk = readFileSync(file, 'utf8');
    const saved = marksIn(onDisk);
    // The file is one of the texts that were saved, whole: a file half written has no last fence.
    expect(onDisk.endsWith(twoNodes.slice(twoNodes.indexOf('```yaml workload fewer')))).toBe(true);
    expect(saved.at(-1) ?? 0).toBeGreaterThanOrEqual(typing.saved);
    checkHistory(typing);

    app = await launch({ data });
    await app.settled();
    const back = await app.page.evaluate(() =>
      [...document.querySelectorAll('[data-cell="int4"] :is(.view-line, .yaml-text)')].map((line) => line.textContent),
    );
    const marks = marksIn(back.map((line) => (line ?? '').replaceAll('\u00a0', ' ')).join('\n'));
    const last = marks.at(-1) ?? 0;
    if (last > (saved.at(-1) ?? 0)) {
      offered++;
      expect(await toasts(app.page).innerText()).toContain('restored');
    }
    // What was typed in order comes back in order, without a gap.
    expect(marks).toEqual(Array.from({ length: marks.length }, (_, index) => index + 1));
    // Whoever is offered their typing back keeps it, and goes on saving.
    const keep = app.page.locator('.file-bar').getByRole('button', { name: /^Keep/ });
    if ((await keep.count()) > 0) await keep.click();
    const missing = typing.typed.filter(({ mark }) => mark > last);
    lost.push(missing[0] ? killedAt - missing[0].at : 0);
    expect(lost.at(-1)).toBeLessThanOrEqual(mostLostMs);
    typing.typed.splice(last);
  }
  await app.kill();
  // Kills between saves that never came would show nothing.
  expect(typing.savedRuns).toBeGreaterThan(kills / 5);
  console.log(JSON.stringify({ kills, offered, mostLostMs: Math.max(...lost), savedRuns: typing.savedRuns }));
});
