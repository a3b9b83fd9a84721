/** A person's own measurements in the window: kernels and stacks by the card they name, serving results by a design of the open notebook. */

import { diagnostic, parseMeasured, type Design, type Measured } from '../../engine';
import type { OwnValidation } from '../catalog-contract';
import { Refusal } from '../outcome';
import type { EngineHandlers } from '../rpc';
import { designNamed } from './find';
import { headlineOf } from './record';
import { rowsOf, summaryOf, validateWith } from './validation';
import type { Workshop } from './workshop';

export function ownValidationHandlers(workshop: Workshop): Pick<EngineHandlers, 'validation.file'> {
  return {
    'validation.file': async ({ text, name, language = 'en', notebook }): Promise<OwnValidation> => {
      const reading = parseMeasured(text, name);
      if (!reading.ok) throw new Refusal(reading.problems[0] ?? diagnostic('measured.neither', { file: name }));
      const served = await servedBy(workshop, reading.value, notebook);
      const validation = await validateWith(workshop, {
        measured: reading.value,
        language,
        ...(served ? { design: served.design } : {}),
      });
      return {
        cases: rowsOf(validation),
        summary: summaryOf(validation.report),
        problems: validation.diagnostics.map(({ severity, text: said }) => ({ severity, text: said })),
        ...(served ? { cell: served.cell, cells: served.cells } : {}),
      };
    },
  };
}

interface Notebook {
  readonly text: string;
  readonly folder?: string;
  readonly cell?: string;
}

interface Served {
  readonly design: Design;
  readonly cell: string;
  /** All that could have served it. */
  readonly cells: readonly string[];
}

async function servedBy(workshop: Workshop, measured: Measured, notebook?: Notebook): Promise<Served | undefined> {
  if (measured.kind !== 'serving') return undefined;
  const { file, tool } = measured;
  if (!notebook) throw new Refusal(diagnostic('measured.no-notebook', { file, tool }));
  const { text, folder, cell } = notebook;
  const run = await workshop.run(text, { limits: false, ...(folder === undefined ? {} : { folder }) });
  // Another notebook may have been opened since the cell was chosen.
  const wanted = cell !== undefined && run.designs.has(cell) ? cell : headlineOf(run);
  return { design: designNamed(run, wanted), cell: wanted ?? '', cells: [...run.evaluations.keys()] };
}
