/** How long work still takes, in words: seconds where they can be waited for, else minutes. */

import type { Speech } from '../words/use-words';

const minute = 60;
const mostSeconds = 2 * minute;

export function timeLeft(say: Speech['say'], seconds: number): string {
  return seconds < mostSeconds
    ? say('progress.left', { seconds: Math.max(1, Math.ceil(seconds)) })
    : say('progress.left-minutes', { minutes: Math.ceil(seconds / minute) });
}
