// npm run --silent chokepoint -- …: the command line. Set-up talks on stderr, so stdout is the command's alone.
import { runCli } from './steps/cli.mjs';
import { readyForCommandLine } from './steps/ready.mjs';
import { main } from './steps/say.mjs';

await main(async () => {
  await readyForCommandLine();
  return (await runCli(process.argv.slice(2))).code;
});
