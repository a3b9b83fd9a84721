// Vega exports how it measures text, and means it to be replaced, but its types do not say so.
import 'vega';

declare module 'vega' {
  export const textMetrics: { width: (item: { readonly fontSize?: number }, text: unknown) => number };
}
