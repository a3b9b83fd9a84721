/** The parts that the slides have, by their short names, in order. */

import type { CaseDocument, Slide } from '../../app/contract';

export function tabsOf({
  slides,
  parts,
}: CaseDocument): readonly { readonly id: Slide['section']; readonly title: string }[] {
  return [...new Set(slides.map(({ section }) => section))].map((id) => ({ id, title: parts[id] }));
}
