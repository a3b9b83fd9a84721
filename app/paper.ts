/** Electron's printer: a page of ours on paper. Wiring only. */

import { BrowserWindow } from 'electron';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The page as PDF: its text is text, its headings are bookmarks, its pages have numbers. */
export async function printPage(html: string): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'chokepoint-paper-'));
  const window = new BrowserWindow({
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false },
  });
  try {
    // A file and not a data URL: those have a limit that fonts and pictures pass.
    const page = join(folder, 'page.html');
    await writeFile(page, html);
    await window.loadFile(page);
    return await window.webContents.printToPDF({
      pageSize: 'A4',
      preferCSSPageSize: true,
      printBackground: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: footer,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    });
  } finally {
    window.destroy();
    await rm(folder, { recursive: true, force: true });
  }
}

const footer = `<div style="font:7.5pt sans-serif;color:#646C78;width:100%;margin:0 16mm;display:flex;justify-content:space-between">
<span class="title"></span><span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`;
