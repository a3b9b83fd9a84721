/** The case as a document: one model that every exporter and the presentation render. */

export { caseDocument, type DocumentInput } from './build';
export type {
  Assumption,
  CellFigure,
  Block,
  CaseDocument,
  Derivation,
  DerivationInput,
  DocumentSource,
  Figure,
  Ledger,
  LedgerRow,
  Section,
  SectionId,
  Slide,
} from './document';
export { moneyFormulas } from './ledger';
export { plainText } from './story';
export { sectionTitles } from './words';
