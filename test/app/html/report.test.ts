import { describe, expect, test } from 'vitest';
import { html } from '../../../app/html/markup';
import { prose } from '../../../app/html/prose';
import { createWorkshop } from '../../../app/handlers/workshop';
import { reportOf } from '../../../app/handlers/export';
import { nodePorts } from '../../../app/ports';
import { notebook, story } from '../support/notebook';
import { temporaryFolder } from '../support/temp';

async function pageOf(text: string, language: 'en' | 'zh' = 'en'): Promise<string> {
  const workshop = createWorkshop(nodePorts({ CHOKEPOINT_DATA: temporaryFolder() }));
  return reportOf(workshop, await workshop.run(text), { theme: 'light', language });
}

describe('the report', () => {
  test('holds the verdict, each cell, its charts as SVG, the sources and what made it', async () => {
    const page = await pageOf(notebook());
    for (const { head } of story) expect(page).toContain(`id="${head.split(' ')[1] ?? ''}"`);
    // chip, model, four charts for each of the four whole designs, and the chain of changes for the three that have one behind them.
    expect(page.match(/<figure>/g)).toHaveLength(2 + 4 * 4 + 3);
    expect(page.match(/<figure>[\s\S]*?<svg/g)).toHaveLength(2 + 4 * 4 + 3);
    expect(page).toMatch(
      /fidelity roofline · runtime engine · currency USD · engine \S+ · \d{4}-\d\d-\d\d \d\d:\d\d UTC/,
    );
    expect(page).toContain('lmsys-ant-h20');
  });

  test('needs no script, no network and no other file', async () => {
    const page = await pageOf(notebook());
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\son\w+=|@import|url\((?!#)/i);
  });

  test('names hatches that it defines', async () => {
    const page = await pageOf(notebook());
    const used = new Set([...page.matchAll(/url\(#([\w-]+)\)/g)].map((match) => match[1]));
    for (const id of used) expect(page).toContain(`id="${id ?? ''}"`);
  });

  test('shows nothing that a notebook says as markup', async () => {
    const page = await pageOf(
      notebook(
        [...story, { head: 'optimizations evil', body: '"<img src=x onerror=alert(1)>": on' }],
        'title: "<script>alert(1)</script>"',
      ),
    );
    expect(page).not.toContain('<script>');
    expect(page).not.toContain('<img');
  });

  test('says where a broken cell is broken, and who waits for it', async () => {
    const page = await pageOf(
      notebook([
        { head: 'hardware chip', body: 'use: h21' },
        { head: 'model r1', body: 'use: deepseek-v3' },
      ]),
    );
    expect(page).toContain('line 7: ');
    expect(page).toContain('Waits for chip');
  });
});

test('prose reads the Markdown that people write between cells', () => {
  const text = '# Title\n\nWhat **binds**, and `why`: see [this](https://example.org/a) <b>\n\n- one\n- two\n\n> said';
  expect(prose(text).markup.replace(/>\s+</g, '><')).toBe(
    '<h2>Title</h2><p>What <strong>binds</strong>, and <code>why</code>: see <a href="https://example.org/a" rel="noreferrer">this</a> &lt;b&gt;</p><ul><li>one</li><li>two</li></ul><blockquote><p>said</p></blockquote>',
  );
});

test('markup escapes text and keeps markup', () => {
  expect(html`<p title="${'"'}">${'<'}${html`<b>${'&'}</b>`}${undefined}${[1, 2]}</p>`.markup).toBe(
    '<p title="&quot;">&lt;<b>&amp;</b>12</p>',
  );
});
