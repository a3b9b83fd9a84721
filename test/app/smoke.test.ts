import { expect, test } from 'vitest';
import { smokePassed, smokeReport, type PageEvent } from '../../app/smoke';

const run = (events: readonly PageEvent[]) =>
  smokeReport({ electron: '45.4.1', settled: { cells: 9, charts: 12 }, events, ms: 1200 });

test('a quiet page with charts passes', () => {
  const report = run([
    { method: 'Runtime.consoleAPICalled', params: { type: 'log', args: [{ value: 'hello' }] } },
    { method: 'Log.entryAdded', params: { entry: { source: 'network', level: 'info', text: 'fine' } } },
    { method: 'Page.loadEventFired', params: {} },
  ]);
  expect(report).toEqual({
    electron: '45.4.1',
    cells: 9,
    charts: 12,
    consoleErrors: 0,
    cspViolations: 0,
    ms: 1200,
    messages: [],
  });
  expect(smokePassed(report)).toBe(true);
});

test.each<[string, PageEvent, object]>([
  [
    'an error in the console',
    {
      method: 'Runtime.consoleAPICalled',
      params: { type: 'error', args: [{ value: 'no' }, { description: 'Error: x' }] },
    },
    { consoleErrors: 1, messages: ['no Error: x'] },
  ],
  [
    'an uncaught error',
    {
      method: 'Runtime.exceptionThrown',
      params: { exceptionDetails: { text: 'Uncaught', exception: { description: 'TypeError: y' } } },
    },
    { consoleErrors: 1, messages: ['TypeError: y'] },
  ],
  [
    'a violated policy',
    {
      method: 'Log.entryAdded',
      params: { entry: { source: 'security', level: 'error', text: 'Refused … Content Security Policy' } },
    },
    { cspViolations: 1, consoleErrors: 0 },
  ],
  [
    'a file that is not there',
    {
      method: 'Log.entryAdded',
      params: { entry: { source: 'network', level: 'error', text: '404', url: 'app://bundle/x' } },
    },
    { consoleErrors: 1, messages: ['404 app://bundle/x'] },
  ],
])('%s fails it', (_, event, expected) => {
  const report = run([event]);
  expect(report).toMatchObject(expected);
  expect(smokePassed(report)).toBe(false);
});

test('a page that never settles, or shows no chart, fails', () => {
  expect(smokePassed(smokeReport({ electron: '45', events: [], ms: 1 }))).toBe(false);
  expect(smokePassed(smokeReport({ electron: '45', settled: { cells: 3, charts: 0 }, events: [], ms: 1 }))).toBe(false);
});
