/** The part of the person's settings that main itself acts on. */

import { z } from 'zod';
import type { Call } from './rpc';

const appearance = z.object({ theme: z.enum(['light', 'dark', 'system']) });

export type Theme = z.infer<typeof appearance>['theme'];

/** The saved theme, or the system's while the settings cannot be read. */
export async function readTheme(call: Call): Promise<Theme> {
  const reply = await call('app.settings', {});
  return (reply.ok && appearance.safeParse(reply.value).data?.theme) || 'system';
}
