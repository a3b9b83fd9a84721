/** A design under requests that come one by one: what the queue does to the closed form. */

import { diagnostic } from '../../diagnostics';
import { viewing, type Kind } from '../kind';
import * as said from '../simulate-fields';
import type { Question } from '../simulate-ask';
import { simulated } from '../simulate-run';

export const simulate: Kind = viewing(
  {
    id: 'simulate',
    title: { en: 'Simulate', zh: '仿真' },
    summary: {
      en: 'Serves requests one by one: percentiles, goodput, and where the time of the cards goes',
      zh: '逐个请求仿真：百分位、有效吞吐以及卡时去向',
    },
    template: 'design: layout\nrequests: 4000\nseed: 7\npolicy: {routing: round-robin, prefill: fcfs}\n',
    files: (root) => {
      const entry = root.kind === 'map' ? root.entries.find(({ key }) => key === said.trace.key) : undefined;
      return entry?.value.kind === 'scalar' ? [entry.value.text] : [];
    },
  },
  (known) => ({
    fields: [
      said.design,
      said.requests,
      said.duration,
      said.seed,
      said.warmup,
      said.policy,
      said.compare,
      said.arrivals,
      said.rate,
      said.input,
      said.output,
      said.trace,
      said.conversations,
      said.prefixCache,
      said.batch,
      said.chunk,
      said.find,
    ],
    read: (taken) => {
      const design = taken.get(said.design);
      if (!taken.has(said.design))
        taken.report(diagnostic('value.missing', { key: said.design.key }, { at: taken.at(said.design) }));
      const length = { requests: taken.get(said.requests), seconds: taken.get(said.duration)?.value };
      if (taken.has(said.requests) && taken.has(said.duration)) {
        const words = { first: said.requests.key, second: said.duration.key };
        taken.report(diagnostic('value.pick-one', words, { at: taken.at(said.duration) }));
      }
      if (!taken.has(said.requests) && !taken.has(said.duration) && !taken.has(said.trace))
        taken.report(diagnostic('simulate.until', {}, { at: taken.at(said.requests) }));
      const path = taken.get(said.trace);
      const question: Question = {
        ...length,
        seed: taken.get(said.seed) ?? 1,
        warmup: taken.get(said.warmup)?.value ?? 0.1,
        policy: taken.get(said.policy) ?? {},
        compare: taken.get(said.compare)?.map(({ value }) => value) ?? [],
        arrivals: taken.get(said.arrivals),
        rate: taken.get(said.rate)?.value,
        input: taken.get(said.input) ?? { kind: 'fixed' },
        output: taken.get(said.output) ?? { kind: 'fixed' },
        trace: path === undefined ? undefined : { path, text: known.files.get(path) },
        conversations: taken.get(said.conversations),
        prefixCache: taken.get(said.prefixCache),
        batch: taken.get(said.batch),
        chunk: taken.get(said.chunk),
        find: taken.get(said.find),
      };
      if (!design) return undefined;
      return { reads: [design], simulates: true, view: (scope) => simulated(question, design.id, scope) };
    },
  }),
);
