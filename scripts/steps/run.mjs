// Child processes: run to the end, keep or show what they print, pass signals on.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * Runs a program to its end. Resolves to {code, stdout, stderr}.
 * show: 'no' keeps the output, 'stderr' shows all of it on our stderr, 'yes' hands over our own streams.
 * timeout: milliseconds, after which it is killed and code is 124.
 */
export function run(program, args, { cwd, env, show = 'no', timeout, stdin = 'ignore' } = {}) {
  const stdio = {
    no: [stdin, 'pipe', 'pipe'],
    stderr: [stdin, process.stderr, process.stderr],
    yes: ['inherit', 'inherit', 'inherit'],
  }[show];
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: env ?? process.env, stdio });
    const text = { stdout: '', stderr: '' };
    child.stdout?.setEncoding('utf8').on('data', (part) => (text.stdout += part));
    child.stderr?.setEncoding('utf8').on('data', (part) => (text.stderr += part));
    let late = false;
    const timer =
      timeout &&
      setTimeout(() => {
        late = true;
        child.kill('SIGKILL');
      }, timeout);
    const passOn = (signal) => child.kill(signal);
    process.on('SIGINT', passOn).on('SIGTERM', passOn);
    const done = () => {
      clearTimeout(timer);
      process.off('SIGINT', passOn).off('SIGTERM', passOn);
    };
    child.on('error', (error) => {
      done();
      reject(error);
    });
    child.on('close', (code, signal) => {
      done();
      resolve({ code: late ? 124 : (code ?? 128 + constants.signals[signal]), signal, ...text });
    });
  });
}

/** True where a program of that name can be run. */
export async function has(program) {
  return (await run('sh', ['-c', `command -v ${program}`])).code === 0;
}
