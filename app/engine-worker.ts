/** The engine process: takes calls from main, runs the handlers, answers. A crash here leaves the window alive. */

import { createHandlers } from './handlers';
import { nodePorts } from './ports';
import type { EngineReply, EngineRequest } from './engine-host';
import { answer, isMainMethod, isMethod, unknownMethod, type Reply } from './rpc';

const handlers = createHandlers(nodePorts(process.env));

async function handle({ method, params }: EngineRequest): Promise<Reply> {
  return isMethod(method) && !isMainMethod(method)
    ? answer(handlers, method, params, 'parsed-by-receiver')
    : unknownMethod(method);
}

process.parentPort.on('message', ({ data }: { data: EngineRequest }) => {
  void handle(data).then((reply) => {
    const message: EngineReply = { id: data.id, reply };
    process.parentPort.postMessage(message);
  });
});
