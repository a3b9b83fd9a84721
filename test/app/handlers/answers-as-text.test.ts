import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createHandlers } from '../../../app/handlers';
import { nodePorts } from '../../../app/ports';
import { temporaryFolder } from '../support/temp';

// The window gets replies as JSON text (app/preload.ts): a figure that JSON cannot carry would become null on the way.
test.each(['h20-decode', 'h20-decode-roi'])('the answer to %s loses nothing as text', async (name) => {
  const folder = temporaryFolder();
  const handlers = createHandlers(nodePorts({ CHOKEPOINT_DATA: folder }));
  const answer = await handlers['notebook.run']({
    revision: 1,
    text: readFileSync(`scenarios/${name}.bench.md`, 'utf8'),
    look: { theme: 'light', language: 'en' },
    selected: 'ep16',
  });
  expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
});
