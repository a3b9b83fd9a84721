/** The program itself: versions and the person's settings. */

import { engineVersion } from '../../engine';
import { valueOf } from '../outcome';
import type { EngineHandlers } from '../rpc';
import { changeSettings, readSettings } from '../settings';
import type { Workshop } from './workshop';

export function appHandlers({ ports }: Workshop): Pick<EngineHandlers, 'app.info' | 'app.settings' | 'app.set'> {
  return {
    'app.info': () => ({ ...ports.program, engine: engineVersion, database: ports.database }),
    'app.settings': () => readSettings(ports),
    'app.set': async (change) => valueOf(await changeSettings(ports, change)),
  };
}
