/** The fonts of a page that must look the same wherever it is opened: Latin letters and figures; Chinese is the system's. */

// Modules that only the bundler or Vega itself knows: also seen from the tests, whose project does not hold this folder.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./bundled.d.ts" />
import inter from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?inline';
import mono from '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2?inline';

const face = (family: string, data: string): string =>
  `@font-face{font-family:"${family}";font-style:normal;font-weight:100 900;src:url(${data}) format("woff2")}`;

export const fontFaces = `${face('Inter Variable', inter)}${face('JetBrains Mono Variable', mono)}`;
