/** All migrations, in order. Numbers leave room; one that has shipped is never edited. */

import type { Migration } from '../migrate';
import { runs } from './0010-runs';
import { search } from './0020-search';
import { simulations } from './0040-simulations';

export const migrations: readonly Migration[] = [runs, search, simulations];
