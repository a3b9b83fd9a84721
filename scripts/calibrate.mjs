// npm run calibrate [-- MEASURED.json …]: fits the shipped calibration files (engine/catalog/calibrations) and prints the
// residuals. Without files: the cards measured for this project and the published series, both in the repository.
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { runnerImport } from 'vite';
import { root } from './steps/paths.mjs';
import { main } from './steps/say.mjs';

const own = ['h100-kernels', 'h200-kernels'].map((id) => `engine/validate/data/${id}.json`);
const published = 'test/published/measured/kernel-series.json';
/** A card measured for this project is a source by the name of its file. */
const sourceOf = (path) => ({ id: basename(path, '.json'), license: 'MIT' });

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** What the last run of this script printed, so that a commit shows what moved. */
const report = 'test/published/measured/calibration.txt';

await main(async () => {
  const said = [];
  const say = (text) => {
    said.push(text);
    process.stdout.write(text);
  };
  const { module: fit } = await runnerImport(join(root, 'engine/fit/index.ts'), {
    root,
    configFile: false,
    logLevel: 'error',
  });
  const { module: catalog } = await runnerImport(join(root, 'engine/catalog/index.ts'), {
    root,
    configFile: false,
    logLevel: 'error',
  });
  const { module: validate } = await runnerImport(join(root, 'engine/validate/measured.ts'), {
    root,
    configFile: false,
    logLevel: 'error',
  });
  const { chips } = catalog.standardCatalog();
  const files = process.argv.slice(2);
  const paths = files.length > 0 ? files : [...own, published].map((path) => join(root, path));
  for (const path of paths) {
    const content = readJson(path);
    const calibration = Array.isArray(content.series)
      ? fit.calibratePublished(fit.publishedSchema.parse(content).series, chips)
      : calibrateOwn(fit, validate.readMeasured(content, path), chips, sourceOf(path));
    for (const file of calibration.files) {
      const to = join(root, 'engine/catalog/calibrations', `${file.id}.json`);
      writeFileSync(to, `${JSON.stringify(file, null, 2)}\n`);
    }
    say(`${relative(root, path)}\n\n${fit.familyTable(calibration.fitted)}\n\n`);
    if (!Array.isArray(content.series))
      say(`${fit.seriesTable(calibration.fitted.flatMap(({ residuals }) => residuals))}\n\n`);
    else say(`${transferred(fit, fit.publishedSchema.parse(content).series, chips)}\n\n`);
    say(`${leftOut(calibration.left)}\n`);
  }
  if (files.length === 0) writeFileSync(join(root, report), said.join(''));
  return 0;
});

/** One chip's curves on another, for every two chips that were measured; docs/validation.md shows them by pair, with the reason. */
function transferred(fit, series, chips) {
  const { families } = fit.readPublished(series, chips);
  const found = fit.transfers(families, fit.allPairs(families));
  const pairs = fit.pairTransfers(found, { families, chips });
  writeFileSync(join(root, 'engine/validate/data/transfers.json'), `${JSON.stringify(pairs, null, 2)}\n`);
  return `${fit.transferTable(found)}\n\n${fit.pairTable(pairs)}`;
}

function calibrateOwn(fit, reading, chips, source) {
  if (!reading.ok) throw new Error(reading.problems.map(({ text }) => text.en).join('\n'));
  const measured = reading.value;
  const chip = [...chips.values()].find(({ deviceNames }) => deviceNames.includes(measured.device));
  if (!chip) throw new Error(`no chip of the catalog has the device name ${measured.device}`);
  return fit.calibrateCard(measured, chip, source);
}

/** How many series each reason leaves out. */
function leftOut(left) {
  const reasons = new Map();
  for (const { reason } of left) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  return [...reasons].map(([reason, count]) => `left out: ${count} × ${reason}\n`).join('');
}
