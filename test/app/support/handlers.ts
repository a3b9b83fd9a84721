/** The handlers over a real disk, clock and history in a folder of their own. */

import { join } from 'node:path';
import { createHandlers } from '../../../app/handlers';
import { nodePorts } from '../../../app/ports';
import { temporaryFolder } from './temp';

export function desk(environment: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder();
  return { folder, handlers: createHandlers(nodePorts({ CHOKEPOINT_DATA: join(folder, 'data'), ...environment })) };
}

export const look = { theme: 'light', language: 'en' } as const;
