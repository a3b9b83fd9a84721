/**
 * fast-check, drawing the same cases on every run so that a red test is red for everybody. `CHOKEPOINT_SEED=7 npx vitest …` draws others:
 * what such a run finds becomes an `examples` entry of its law.
 */

import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['CHOKEPOINT_SEED'] ?? 20_260_720) });

export { default as fc } from 'fast-check';
