/** The worker thread of a sweep: its own copy of the engine, fed with ranges of points. */

import { setFlagsFromString } from 'node:v8';
import { parentPort } from 'node:worker_threads';
import { server, type ToThread } from './sweep/thread';

// Reading the notebook keeps all that it makes, from which V8 concludes that the same code will go on to do so, and puts what
// points make among the long-lived: with this off a point takes about half the time.
setFlagsFromString('--no-allocation-site-pretenuring');

const port = parentPort;
if (port) {
  const serve = server((message, buffers) => port.postMessage(message, buffers));
  port.on('message', (message: ToThread) => serve(message));
}
