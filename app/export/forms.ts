/** The forms in which a case leaves the program: each is the same document, rendered. */

import type { CaseDocument } from '../../engine';
import type { WrittenForm } from './form-ids';

export interface Exported {
  readonly content: string | Uint8Array;
  /** Files that stand beside it, by path relative to its folder. */
  readonly beside: readonly { readonly path: string; readonly content: string }[];
}

/** `name`: of the file without its ending, after which a folder of pictures is called. */
export async function exported(form: WrittenForm, document: CaseDocument, name: string): Promise<Exported> {
  // Each loads when it is asked for: Vega and the writers of office files are large.
  switch (form) {
    case 'html': {
      const { documentHtml } = await import('../html/document');
      return alone(await documentHtml(document, { theme: 'light', live: true }));
    }
    case 'pptx': {
      const { presentation } = await import('./pptx/presentation');
      return alone(await presentation(document));
    }
    case 'xlsx': {
      const { workbook } = await import('./xlsx/workbook');
      return alone(await workbook(document));
    }
    case 'md': {
      const { markdown } = await import('./markdown');
      return markdown(document, name);
    }
    case 'csv': {
      const { csv } = await import('./csv');
      return alone(csv(document));
    }
  }
}

/** The page that is printed. */
export async function pageForPaper(document: CaseDocument): Promise<string> {
  const { documentHtml } = await import('../html/document');
  return documentHtml(document, { theme: 'light', live: false });
}

function alone(content: string | Uint8Array): Exported {
  return { content, beside: [] };
}
