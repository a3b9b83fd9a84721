import { expect, test } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { run } from '../../engine/notebook/run';

const catalog = standardCatalog();

function answered(front: string) {
  const text = `---
chokepoint: 1
title: t
fidelity: roofline
currency: CNY
${front}
---
\`\`\`yaml hardware chip
use: h20-96g
\`\`\`
\`\`\`yaml model small
use: qwen3-8b
\`\`\`
\`\`\`yaml workload chat
input: 1024
output: 256
concurrency: 8 per card
\`\`\`
\`\`\`yaml cost money
rent: ¥6/h
\`\`\`
`;
  const { answer, results } = run(text, { catalog, limits: false });
  const problems = results.flatMap(({ diagnostics }) =>
    diagnostics.flatMap(({ code, severity }) => (severity === 'info' ? [] : [code])),
  );
  return { answer, problems };
}

test('a verdict carries the figures of this run: plain, as a percentage, a million tokens, money with its sign', () => {
  const { answer, problems } = answered(
    'question: {en: How fast?, zh: 多快？}\nverdict: "{money cost.card_hour} buys {money memory.fill %} at {money cost.per_output_token /M}"',
  );
  expect(problems).toEqual([]);
  expect(answer?.question).toEqual({ en: 'How fast?', zh: '多快？' });
  expect(answer?.verdict.en).toMatch(/^¥6\/h buys [\d.]+\u202f% at ¥[\d.]+\/M$/u);
  expect(answer?.verdict.zh).toBe(answer?.verdict.en);
  // Each figure is a door to its cell and metric; the words between them are words.
  expect(answer?.parts.en.map(({ text, door }) => door ?? text)).toEqual([
    { cell: 'money', metric: 'cost.card_hour' },
    ' buys ',
    { cell: 'money', metric: 'memory.fill' },
    ' at ',
    { cell: 'money', metric: 'cost.per_output_token' },
  ]);
});

test('what it rests on is checked: bounds, another figure, what binds', () => {
  const { answer, problems } = answered(
    `question: q
verdict: v
rests: ['money serving.tpot < 1 s', 'money prefill = compute', 'money cost.card_hour < ¥5/h', 'chat serving.tpot < money serving.tpot', 'money serving.tpto < 1 s', 'money prefill = communication']`,
  );
  expect(answer?.broken.map(({ condition }) => condition)).toEqual([
    'money cost.card_hour < ¥5/h',
    'chat serving.tpot < money serving.tpot',
    'money serving.tpto < 1 s',
    'money prefill = communication',
  ]);
  expect(answer?.broken[0]?.instead).toEqual({ en: 'it is 6 CNY/h', zh: '实际为 6 CNY/h' });
  expect(answer?.broken[3]?.instead.en).toBe('it is compute');
  expect(answer?.rests.map(({ holds }) => holds)).toEqual([true, true, false, false, false, false]);
  expect(answer?.rests[1]).toEqual({ condition: 'money prefill = compute', holds: true, is: 'compute' });
  expect(problems).toEqual(Array.from({ length: 4 }, () => 'front.verdict-broken'));
});

test('what is no condition, and a question without a verdict, are told', () => {
  expect(answered('question: q').problems).toEqual(['value.missing']);
  expect(answered('question: q\nverdict: v\nrests: [money is cheap]').problems).toContain('front.condition');
  expect(answered('').answer).toBeUndefined();
});

test('it is told in the language of the prose, terms and names aside; without prose, in whichever is asked for', () => {
  const languageOf = (prose: string) =>
    run(`---\nchokepoint: 1\nquestion: q\nverdict: v\n---\n${prose}\n`, { catalog, limits: false }).answer?.language;
  expect(languageOf('Is the H20 (中国特供) enough for decode?')).toBe('en');
  expect(languageOf('H20 做 Decode 的 TPOT 是否足够？')).toBe('zh');
  expect(languageOf('')).toBeUndefined();
});
