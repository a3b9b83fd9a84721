/** How we were started: the arguments and the environment, read once. */

import { resolve } from 'node:path';

export interface Launch {
  /** Write a screenshot and smoke.json into this folder, then end. */
  readonly smoke?: string;
  /** The words of a command line: run it and open no window. */
  readonly commandLine?: readonly string[];
  /** Print this page to that file, then end: the command line's PDF. */
  readonly paper?: { readonly page: string; readonly pdf: string };
  /** A notebook to open. */
  readonly file?: string;
}

export interface Place {
  /** Where relative names start. */
  readonly folder: string;
  /** The app's own folder, which Electron is given as an argument while the app is not packaged. */
  readonly app?: string;
}

/** `argv`: all that follows the executable. Chromium's own switches are none of ours. */
export function readLaunch(argv: readonly string[], { folder, app }: Place): Launch {
  const commandLine = argv.indexOf('--command-line');
  if (commandLine >= 0)
    return { commandLine: argv.slice(commandLine + 1).filter((word, index) => index > 0 || word !== '--') };
  const launch: { smoke?: string; file?: string; paper?: { page: string; pdf: string } } = {};
  for (let index = 0; index < argv.length; index++) {
    const argument = argv[index] ?? '';
    if (argument === '--smoke') launch.smoke = resolve(folder, argv[++index] ?? 'smoke');
    else if (argument === '--paper')
      launch.paper = { page: resolve(folder, argv[++index] ?? ''), pdf: resolve(folder, argv[++index] ?? '') };
    else if (!argument.startsWith('-') && resolve(folder, argument) !== app) launch.file = resolve(folder, argument);
  }
  return launch;
}
