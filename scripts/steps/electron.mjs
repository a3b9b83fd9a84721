// Starting the built app in a runtime.
import { isRoot } from './platform.mjs';
import { askedFrom, root } from './paths.mjs';
import { run } from './run.mjs';

/** Chromium's switches for where we are. Its sandbox cannot be used by root; the log level hides D-Bus and GPU chatter. */
export const switches = (virtualDisplay) => [
  '--log-level=3',
  ...(isRoot() ? ['--no-sandbox'] : []),
  ...(virtualDisplay ? ['--disable-gpu'] : []),
  ...(process.env.WAYLAND_DISPLAY && !process.env.DISPLAY ? ['--ozone-platform-hint=auto'] : []),
];

/** Runs the app to its end; its output is ours. */
export function runApp({ runtime, env, virtualDisplay, args }) {
  return run(runtime.executable, [...switches(virtualDisplay), root, ...args], {
    env: { ...env, ELECTRON_RUN_AS_NODE: undefined },
    cwd: askedFrom,
    show: 'yes',
  });
}
