/** The files that a notebook names: a kind says where, the app reads them, the runner passes their texts to the kind. */

import { split } from './format';
import { kinds } from './kinds';
import type { SourceCell } from './source';
import { readBody } from './yaml-body';

/** Paths as they are written in one cell. */
export function filesOfCell({ kind, body }: Pick<SourceCell, 'kind' | 'body'>): readonly string[] {
  const named = kinds.find((each) => each.id === kind)?.files;
  return named ? named(readBody(body).root) : [];
}

/** Paths as they are written, each once; relative ones count from the notebook's folder. */
export function filesIn(text: string): readonly string[] {
  return [...new Set(split(text).flatMap(filesOfCell))];
}
