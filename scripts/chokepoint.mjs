// npm run --silent chokepoint -- …: the command line. Set-up talks on stderr, so stdout is the command's alone.
import { runCli } from './steps/cli.mjs';
import { readyForCommandLine, readyForPaper } from './steps/ready.mjs';
import { main } from './steps/say.mjs';

const args = process.argv.slice(2);
const isOnPaper = args[0] === 'export' && args.some((word) => word === '--pdf' || word.startsWith('--pdf='));

await main(async () => {
  if (!isOnPaper) {
    await readyForCommandLine();
    return (await runCli(args)).code;
  }
  const runtime = await readyForPaper();
  return (await runCli(args, runtime && { CHOKEPOINT_ELECTRON: runtime.executable })).code;
});
