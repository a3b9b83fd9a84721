/** Every call of the contract that is not main's own, over one process's workshop. */

import type { Ports } from '../ports';
import type { EngineHandlers } from '../rpc';
import { appHandlers } from './app';
import { catalogHandlers } from './catalog';
import { exportHandlers } from './export';
import { fileHandlers } from './files';
import { helpHandlers } from './help';
import { historyHandlers } from './history';
import { jobHandlers } from './jobs';
import { leverHandlers } from './levers';
import { notebookHandlers } from './notebook';
import { notebookTools } from './notebook-tools';
import { validationHandlers } from './validation';
import { ownValidationHandlers } from './validation-own';
import { simulationHandlers } from './simulation';
import { sweepHandlers } from './sweep';
import { createWorkshop } from './workshop';

export function createHandlers(ports: Ports): EngineHandlers {
  const workshop = createWorkshop(ports);
  return {
    ...appHandlers(workshop),
    ...fileHandlers(workshop),
    ...notebookHandlers(workshop),
    ...notebookTools(workshop),
    ...leverHandlers(workshop),
    ...historyHandlers(workshop),
    ...catalogHandlers(workshop),
    ...validationHandlers(workshop),
    ...ownValidationHandlers(workshop),
    ...helpHandlers(workshop),
    ...exportHandlers(workshop),
    ...jobHandlers(workshop),
    ...sweepHandlers(workshop),
    ...simulationHandlers(workshop),
  };
}
