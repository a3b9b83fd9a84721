/** Fitting: measured rows in, calibration files and their residuals out. */

export { calibrateCard, calibratePublished, type Calibration, type Fitted, type Residual } from './calibrate';
export { calibrateMeasured, type CardReading } from './card';
export { familyTable, meanAbs, seriesTable } from './report';
export { publishedSchema } from './series';
export { chipIds, readPublished } from './published';
export { allPairs, transfers, type Transfer } from './transfer';
export { pairTransfers, type PairTransfer } from './transfer-reasons';
export { pairTable, transferTable } from './report';
