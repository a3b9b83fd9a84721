// What the set-up says while it works. Always on stderr: stdout belongs to the command that was asked for.

export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Runs one step of the set-up, says that it began and how long it took. */
export async function step(title, work) {
  const began = Date.now();
  say(`· ${title} …`);
  const result = await work();
  say(`  ${title}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
  return result;
}

/** A problem that the person can solve: printed without a stack, ends the command with its code. */
export class Stop extends Error {
  constructor(message, code = 1) {
    super(message);
    this.code = code;
  }
}

/** Runs a whole command and turns what went wrong into a message and an exit code. */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    say(error instanceof Stop ? error.message : (error.stack ?? String(error)));
    process.exitCode = error instanceof Stop ? error.code : 3;
  }
}
