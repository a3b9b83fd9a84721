// npm run pictures: docs/*.png, drawn by the real app on the shipped notebook. To be looked at whenever the window changes.
//   npm run pictures -- error compare      those only
/* global document, window */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasDisplay, withDisplay } from './steps/display.mjs';
import { switches } from './steps/electron.mjs';
import { root } from './steps/paths.mjs';
import { readyForDesktop } from './steps/ready.mjs';
import { main, say, step } from './steps/say.mjs';

const docs = join(root, 'docs');
const sample = readFileSync(join(root, 'scenarios', 'h20-decode.bench.md'), 'utf8');
const subject = 'ep16';
const whole = { width: 1440, height: 900 };
const least = { width: 1100, height: 700 };

/** Each picture: what a person does to see it. Those of one `start` share a window, in this order. */
const pictures = {
  'first-start': { show: () => undefined },
  'notebook-light': { show: (page) => lookAt(page, subject) },
  'notebook-dark': { settings: { theme: 'dark' }, show: (page) => lookAt(page, subject) },
  'notebook-zh': { settings: { language: 'zh' }, show: (page) => lookAt(page, subject) },
  narrow: { size: least, show: (page) => lookAt(page, subject) },
  error: { show: breakCell },
  explain: { show: descend },
  history: { show: saveRuns },
  compare: { show: compareRuns },
  case: { show: openCase },
  present: { show: presentCase },
  framework: { show: (page) => page.keyboard.press('Control+6') },
  learn: { show: (page) => page.keyboard.press('Control+7') },
  decision: { file: 'scenarios/bw151-decode.bench.md', size: { width: 1800, height: 1320 }, show: lookAtCase },
  catalog: { show: (page) => page.keyboard.press('Control+4') },
  validation: { show: seeValidation },
  empty: { show: (page) => page.keyboard.press('Control+n') },
};

await main(async () => {
  const asked = process.argv.slice(2);
  const wanted = Object.entries(pictures).filter(([name]) => asked.length === 0 || asked.includes(name));
  const runtime = await readyForDesktop();
  mkdirSync(docs, { recursive: true });
  await withDisplay(async (env) => {
    for (const [name, picture] of wanted) {
      await step(name, () => take({ name, picture, runtime, env }));
    }
  });
  say(`· ${wanted.length} pictures in ${docs}`);
});

async function take({ name, picture, runtime, env }) {
  const data = mkdtempSync(join(tmpdir(), 'chokepoint-pictures-'));
  // As a person has chosen it: the sample opens in their language.
  if (picture.settings) writeFileSync(join(data, 'settings.json'), JSON.stringify(picture.settings));
  // Not needed before the packages are there.
  const { _electron } = await import('playwright-core');
  const app = await _electron.launch({
    executablePath: runtime.executable,
    args: [
      ...switches(!hasDisplay()),
      '--force-device-scale-factor=1',
      root,
      ...(picture.file ? [join(root, picture.file)] : []),
    ],
    env: {
      ...env,
      LANG: 'en_US.UTF-8',
      CHOKEPOINT_DB: join(data, 'history.db'),
      CHOKEPOINT_DATA: data,
      XDG_CONFIG_HOME: join(data, 'config'),
    },
  });
  try {
    const page = await app.firstWindow();
    const { width, height } = picture.size ?? whole;
    await app.evaluate(
      ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h),
      [width, height],
    );
    await page.setViewportSize({ width, height });
    await settled(page);
    await picture.show(page);
    await settled(page);
    // A hover or a caret is of this moment, not of the picture.
    await page.mouse.move(0, 0);
    await page.screenshot({ path: join(docs, `${name}.png`), animations: 'disabled', caret: 'hide' });
  } finally {
    // Unsaved changes would be asked about, and nobody answers.
    const gone = new Promise((resolve) => app.process().once('exit', resolve));
    await app.evaluate(({ app: electron }) => electron.exit(0)).catch(() => undefined);
    await gone;
    // Its helper processes may still be writing.
    rmSync(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** Everything is answered and every chart drawn, and has stayed so for as long as an eye needs. */
async function settled(page) {
  await page.waitForFunction(() => document.documentElement.dataset.settled === 'true', undefined, { timeout: 30_000 });
  await page.waitForTimeout(400);
  await page.waitForFunction(() => document.documentElement.dataset.settled === 'true', undefined, { timeout: 30_000 });
}

function cell(page, id) {
  return page.locator(`[data-cell="${id}"]`);
}

/** The cell selected and its first figure explained, with what stands before it in view. */
async function lookAt(page, id) {
  await cell(page, id).locator('.cell-head').click();
  await settled(page);
  if (await page.locator('.explain').isVisible()) {
    await cell(page, id).locator('.figure-door').first().click();
    await page.locator('.explain-figure').waitFor();
  }
  await bring(page, id, 190);
}

/** Scrolls until the cell's top stands so far below the toolbar. */
async function bring(page, id, below) {
  await page.evaluate(
    ([name, gap]) => {
      const scroll = document.querySelector('.notebook-scroll');
      const target = document.querySelector(`[data-cell="${name}"]`);
      if (scroll && target)
        scroll.scrollTop += target.getBoundingClientRect().top - scroll.getBoundingClientRect().top - gap;
    },
    [id, below],
  );
  await page.waitForTimeout(200);
}

async function breakCell(page) {
  await cell(page, 'ep8').locator('.cell-head').click();
  await settled(page);
  await cell(page, 'ep8').locator('.monaco-editor').waitFor();
  await cell(page, 'ep8').locator('.view-line').first().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('End');
  await page.keyboard.type('\ndeocde: {tp: 1}');
  await page.keyboard.press('Escape');
  await settled(page);
  await bring(page, 'ep8', 130);
}

async function descend(page) {
  await lookAt(page, subject);
  // The time of a step, in it that of the routed experts, in it an operator.
  const inputs = page.locator('.explain-input');
  for (const [depth, door] of [
    inputs.first(),
    inputs.filter({ hasText: 'experts' }).first(),
    inputs.first(),
  ].entries()) {
    await door.click();
    await page
      .locator('.explain-step')
      .nth(depth + 1)
      .waitFor();
  }
}

/** The same question asked of other chips and layouts, saved one after the other. */
async function saveRuns(page) {
  await page.evaluate(async (text) => {
    const variants = [
      ['H800 for DeepSeek-V3 decode', (all) => all.replace('use: h20-96g', 'use: h800')],
      ['H200 for DeepSeek-V3 decode', (all) => all.replace('use: h20-96g', 'use: h200')],
      ['H20 141 GB for DeepSeek-V3 decode', (all) => all.replace('use: h20-96g', 'use: h20-141g')],
      ['H20, 20 users a card', (all) => all.replace('concurrency: 32 per card', 'concurrency: 20 per card')],
      ['H20, long prompts', (all) => all.replace('input: 3260', 'input: 16000')],
      ['B200 for DeepSeek-V3 decode', (all) => all.replace('use: h20-96g', 'use: b200')],
      ['H20 for DeepSeek-V3 decode', (all) => all],
    ];
    for (const [title, change] of variants)
      await window.chokepoint.rpc('history.save', {
        text: change(text).replace(/^title: .*$/m, `title: ${title}`),
        path: null,
        title,
      });
  }, sample);
  // The window counts the runs when it starts.
  await page.reload();
  await settled(page);
  await page.keyboard.press('Control+2');
  await page.locator('.history-row input[type=checkbox]').first().waitFor();
}

async function compareRuns(page) {
  await saveRuns(page);
  const boxes = page.locator('.history-row input[type=checkbox]');
  for (const index of [0, 6, 5]) await boxes.nth(index).check();
  await page.getByRole('button', { name: /^Compare 3/ }).click();
  await page.locator('.compare-result').first().waitFor();
}

/** The first of the shipped cases, at its verdict. */
async function openCase(page) {
  await page.keyboard.press('Control+7');
  await page.locator('.learn-card button').first().click();
  await cell(page, 'case').waitFor();
  await settled(page);
  await cell(page, 'case').locator('.cell-head').click();
  await settled(page);
  await bring(page, 'case', 20);
}

async function presentCase(page) {
  await openCase(page);
  await page.keyboard.press('Shift+F5');
  await page.locator('.slide').waitFor();
  await page.keyboard.press('PageDown');
}

/** The verdict with all that stands around it, as wide as the window. */
async function lookAtCase(page) {
  await cell(page, 'case').locator('.cell-head').click();
  await settled(page);
  await page.locator('.explain').getByRole('button', { name: /close/i }).first().click();
  await bring(page, 'case', 8);
  await page.locator('[data-cell="case"] [data-chart="heat"] svg').waitFor();
}

async function seeValidation(page) {
  await page.keyboard.press('Control+5');
  await page.locator('.validation .chart svg').first().waitFor({ timeout: 60_000 });
}
