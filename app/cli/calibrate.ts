/** calibrate: a card's efficiency curves from its own measurements. */

import { resolve } from 'node:path';
import { diagnostic, familyTable, meanAbs, seriesTable, type Calibration } from '../../engine';
import { calibrateFile } from '../handlers/calibration';
import { Refusal, valueOf } from '../outcome';
import type { Call, Command } from './command';
import { jsonText } from './json';

export const calibrate: Command = {
  name: 'calibrate',
  usage: '',
  summary: { en: "fits a card's efficiency curves to your measurements", zh: '用自测数据拟合芯片的效率曲线' },
  options: {
    file: {
      value: 'MEASURED.json',
      meaning: { en: 'your measurements, as scripts/measure writes them', zh: 'scripts/measure 生成的自测数据' },
    },
    out: {
      value: 'FILE',
      meaning: {
        en: 'write the fitted constants there, for the calibrations folder of your catalog',
        zh: '把拟合出的常数写入该文件，供自有资料库的 calibrations 文件夹使用',
      },
    },
  },
  least: 0,
  most: 0,
  act: async (call) => {
    const [file] = call.values('file');
    const [out] = call.values('out');
    if (file === undefined)
      throw new Refusal(diagnostic('usage.arguments', { usage: 'calibrate --file MEASURED.json [--out FILE]' }));
    const calibration = await calibrateFile(call.workshop, resolve(call.folder, file));
    if (out !== undefined) {
      const text = `${JSON.stringify(calibration.files, null, 2)}\n`;
      valueOf(await call.workshop.ports.writeText(resolve(call.folder, out), text));
    }
    print(call, calibration);
    return 0;
  },
};

function print({ console, json }: Call, { files, fitted }: Calibration): void {
  const residuals = fitted.flatMap((each) => each.residuals);
  if (json) {
    const rows = residuals.map(({ id, predicted, measured }) => ({
      id,
      predicted,
      measured,
      error: predicted / measured - 1,
    }));
    return console.out(
      jsonText({ chokepoint: 1, calibrations: files, residuals: rows, meanAbsLnRatio: mean(residuals) }),
    );
  }
  console.out([familyTable(fitted), seriesTable(residuals)].join('\n\n'));
}

function mean(residuals: Calibration['fitted'][number]['residuals']): number | null {
  return residuals.length === 0 ? null : meanAbs(residuals);
}
