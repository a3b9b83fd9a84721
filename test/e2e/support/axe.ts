/** What a screen reader or the keyboard cannot use, as axe finds it. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The rule and the element of each violation in what is on screen. */
export function violationsOn(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(`(async () => {
    if (!window.axe) (0, eval)(${JSON.stringify(axe)});
    // A chart is one picture with a name: its marks are not for a reader.
    const { violations } = await window.axe.run({ exclude: ['.chart svg'] });
    return violations.flatMap((each) => each.nodes.map((node) => each.id + ': ' + node.html.slice(0, 120)));
  })()`);
}
