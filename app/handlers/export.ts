/** The notebook as a document: one model, many forms. */

import { dirname, extname, join, basename, resolve } from 'node:path';
import { caseDocument, diagnostic, type CaseDocument, type Run } from '../../engine';
import type { Look } from '../contract';
import type { FormId } from '../export/form-ids';
import { exported, pageForPaper } from '../export/forms';
import { done, refused, valueOf, type Outcome } from '../outcome';
import type { EngineHandlers } from '../rpc';
import type { Workshop } from './workshop';

type Methods = 'export.write' | 'export.page' | 'document.build';

export function exportHandlers(workshop: Workshop): Pick<EngineHandlers, Methods> {
  const built = async (text: string, look: Look, folder?: string): Promise<CaseDocument> =>
    documentOf(workshop, await workshop.run(text, folder === undefined ? {} : { folder }), look);
  return {
    'export.write': async ({ text, path, form, look, folder }) => ({
      path: valueOf(
        await writeForm(workshop, { form, path: resolve(path), document: await built(text, look, folder) }),
      ),
    }),
    'export.page': async ({ text, look, folder }) => ({ html: await pageForPaper(await built(text, look, folder)) }),
    'document.build': ({ text, look, folder }) => built(text, look, folder),
  };
}

/** The model that every form is made of. */
export async function documentOf(workshop: Workshop, run: Run, look: Look): Promise<CaseDocument> {
  return caseDocument({
    run,
    catalog: await workshop.catalog(),
    look,
    engine: workshop.engine,
    time: workshop.ports.now().toISOString(),
  });
}

export interface Writing {
  readonly form: FormId;
  readonly path: string;
  readonly document: CaseDocument;
  /** Only where there is an Electron to print with. */
  readonly print?: (html: string) => Promise<Outcome<Uint8Array>>;
}

/** Writes the file and what stands beside it; the path as it was written. */
export async function writeForm(
  { ports }: Workshop,
  { form, path, document, print }: Writing,
): Promise<Outcome<string>> {
  if (form === 'pdf') {
    const printed = print ? await print(await pageForPaper(document)) : refused(diagnostic('export.no-runtime', {}));
    if (!printed.ok) return printed;
    const written = await ports.writeText(path, printed.value);
    return written.ok ? done(path) : written;
  }
  const { content, beside } = await exported(form, document, basename(path, extname(path)));
  for (const each of beside) {
    const written = await ports.writeText(join(dirname(path), each.path), each.content);
    if (!written.ok) return written;
  }
  const written = await ports.writeText(path, content);
  return written.ok ? done(path) : written;
}
