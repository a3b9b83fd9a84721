/** A Hugging Face config.json → a model entry of the person's own. */

import { importConfig, type Architecture } from '../../engine';
import type { ImportedModel } from '../catalog-contract';
import { valueOf } from '../outcome';
import { ownSourceId } from './own-entries';

export function importModel(text: string, name: string): ImportedModel {
  const { model, notes } = valueOf(importConfig(text, name));
  return {
    text: `${JSON.stringify(recordOf(model, text), null, 2)}\n`,
    source: { title: `config.json of ${model.title}`, locator: name },
    notes: notes.map((note) => note.text),
  };
}

/** A model file as the catalog keeps it; the configuration itself stays in it under `raw`. */
function recordOf(model: Architecture, config: string): Readonly<Record<string, unknown>> {
  const { id, title, aliases, hidden, vocab, tied, layers, residual, mtpLayers, draft, native } = model;
  const raw: unknown = JSON.parse(config);
  return {
    id,
    title,
    aliases,
    source: ownSourceId(id),
    hidden,
    vocab,
    tied,
    layers,
    ...(residual && { residual }),
    mtpLayers,
    ...(draft && { draft }),
    native,
    raw,
  };
}
