/** A plugin for Vite: `virtual:live-charts` as one text. */
export function liveCharts(): {
  name: string;
  resolveId: (source: string) => string | undefined;
  load: (source: string) => Promise<string | undefined>;
};
