/** The golden suite: every figure of the article. */

import { articleCases } from '../article/cases';
import { phaseIn, type Finding } from './report';

/** Corrections are no golden figures: they are shown in article cells, and tested, but have nothing in print to match. */
export function articleFindings(): readonly Finding[] {
  return articleCases()
    .filter((each) => each.kind === 'golden')
    .map(({ id, predicted, printed, exact, unit, pass, erratum }) => ({
      id,
      predicted,
      actual: printed ?? exact,
      unit,
      passes: () => pass,
      about: phaseIn(id),
      ...(erratum ? { note: erratum } : {}),
    }));
}
