import { expect, test } from 'vitest';
import { html } from '../../../app/html/markup';
import { prose } from '../../../app/html/prose';

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

test('a list goes on over wrapped lines, follows its sentence, and a table is one', () => {
  const text = 'Two:\n1. one\n   goes on\n2. two\n\n| a | b |\n|---|---|\n| 1 | *2* |';
  expect(prose(text).markup.replace(/>\s+/g, '>').replace(/\s+</g, '<')).toBe(
    '<p>Two:</p><ol><li>one\ngoes on</li><li>two</li></ol><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td class="words">1</td><td class="words"><em>2</em></td></tr></tbody></table>',
  );
});
