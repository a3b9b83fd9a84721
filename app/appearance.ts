/** The part of the person's settings that main itself acts on. */

import { z } from 'zod';
import type { Call } from './rpc';
import type { WindowBounds } from './files-contract';

const bounds = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  isMaximized: z.boolean(),
});

const appearance = z.object({
  theme: z.enum(['light', 'dark', 'system']).catch('system'),
  recent: z.array(z.string()).catch([]),
  window: bounds.nullable().catch(null),
  zoom: z.number().catch(0),
});

export type Appearance = z.infer<typeof appearance>;

/** The saved settings, or the system's while they cannot be read. */
export async function readAppearance(call: Call): Promise<Appearance> {
  const reply = await call('app.settings', {});
  return appearance.parse(reply.ok ? reply.value : {});
}

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Enough of the title bar to take hold of. */
const graspable = 80;

/** Where the window stood, if enough of it would be seen on one of today's screens. */
export function placeFor(saved: WindowBounds | null, screens: readonly Area[]): WindowBounds | undefined {
  if (!saved) return undefined;
  const isSeen = screens.some(
    (screen) =>
      saved.x + saved.width - graspable > screen.x &&
      saved.x + graspable < screen.x + screen.width &&
      saved.y >= screen.y &&
      saved.y + graspable < screen.y + screen.height,
  );
  return isSeen ? saved : undefined;
}
