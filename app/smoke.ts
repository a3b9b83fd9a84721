/** The smoke run: the window on the sample, until every chart is drawn; then a picture and what was seen, as files. */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Settled } from './main-handlers';

/** A message of the page's developer tools protocol. */
export interface PageEvent {
  readonly method: string;
  readonly params: unknown;
}

export interface SmokeRun {
  readonly electron: string;
  /** Empty where the page never said that all is drawn. */
  readonly settled?: Settled;
  readonly events: readonly PageEvent[];
  readonly ms: number;
}

export interface SmokeReport {
  readonly electron: string;
  readonly cells: number;
  readonly charts: number;
  readonly consoleErrors: number;
  readonly cspViolations: number;
  readonly ms: number;
  /** What the errors said. */
  readonly messages: readonly string[];
}

const logEntry = z.object({
  entry: z.object({ source: z.string(), level: z.string(), text: z.string(), url: z.string().optional() }),
});
const consoleCall = z.object({
  type: z.string(),
  args: z.array(z.object({ value: z.unknown().optional(), description: z.string().optional() })),
});
const thrown = z.object({
  exceptionDetails: z.object({
    text: z.string(),
    exception: z.object({ description: z.string().optional() }).optional(),
  }),
});

type Finding = { readonly kind: 'policy' | 'error'; readonly text: string };

const readers: Readonly<Record<string, (params: unknown) => Finding | undefined>> = {
  'Log.entryAdded': (params) => {
    const { entry } = logEntry.parse(params);
    if (entry.level !== 'error') return undefined;
    return {
      kind: /content security policy/i.test(entry.text) ? 'policy' : 'error',
      text: `${entry.text} ${entry.url ?? ''}`.trim(),
    };
  },
  'Runtime.consoleAPICalled': (params) => {
    const call = consoleCall.parse(params);
    if (call.type !== 'error' && call.type !== 'assert') return undefined;
    return { kind: 'error', text: call.args.map((arg) => arg.description ?? String(arg.value)).join(' ') };
  },
  'Runtime.exceptionThrown': (params) => {
    const { text, exception } = thrown.parse(params).exceptionDetails;
    return { kind: 'error', text: exception?.description ?? text };
  },
};

export function smokeReport({ electron, settled, events, ms }: SmokeRun): SmokeReport {
  const findings = events.flatMap(({ method, params }) => readers[method]?.(params) ?? []);
  const count = (kind: Finding['kind']) => findings.filter((finding) => finding.kind === kind).length;
  return {
    electron,
    cells: settled?.cells ?? 0,
    charts: settled?.charts ?? 0,
    consoleErrors: count('error'),
    cspViolations: count('policy'),
    ms,
    messages: [
      ...(settled ? [] : ['the page never said that everything is drawn']),
      ...findings.map(({ text }) => text),
    ],
  };
}

export function smokePassed({ cells, charts, messages }: SmokeReport): boolean {
  return cells > 0 && charts > 0 && messages.length === 0;
}

/** Writes DIR/screenshot.png and DIR/smoke.json. */
export async function writeSmoke(folder: string, report: SmokeReport, picture: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'screenshot.png'), picture);
  await writeFile(join(folder, 'smoke.json'), `${JSON.stringify(report, null, 2)}\n`);
}
