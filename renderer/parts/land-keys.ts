/** Where keys arrive in a view that was just opened. */

/** As a ref: what a view is mainly read by takes the focus when it appears, unless something else has it. */
export function landKeys(place: HTMLElement | null): void {
  const { activeElement, body } = document;
  if (activeElement === null || activeElement === body) place?.focus({ preventScroll: true });
}
