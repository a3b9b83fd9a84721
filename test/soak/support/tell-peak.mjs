// node --import this: at its end a process says on stderr how much memory it took at most, in megabytes.
import process from 'node:process';

process.on('exit', () => {
  process.stderr.write(`peak ${Math.round(process.resourceUsage().maxRSS / 1000)} MB\n`);
});
