/** What the window has put aside against a crash. */

import type { Page } from 'playwright-core';

/** The unsaved texts that are on the disk by now (renderer/recovery.ts); a restart would bring back these. */
export function keptText(page: Page): Promise<readonly string[]> {
  return page.evaluate(
    () =>
      new Promise<readonly string[]>((resolve, reject) => {
        const opening = indexedDB.open('chokepoint', 1);
        opening.onerror = () => reject(new Error('no recovery store'));
        opening.onsuccess = () => {
          const reading = opening.result.transaction('drafts').objectStore('drafts').get('drafts');
          reading.onerror = () => reject(new Error('the recovery store cannot be read'));
          reading.onsuccess = () => {
            opening.result.close();
            const kept: unknown = reading.result;
            const drafts: unknown = typeof kept === 'object' && kept !== null && 'drafts' in kept ? kept.drafts : [];
            resolve((Array.isArray(drafts) ? drafts : []).map((draft: { text: string }) => draft.text));
          };
        };
        opening.onupgradeneeded = () => {
          opening.transaction?.abort();
        };
      }),
  );
}
