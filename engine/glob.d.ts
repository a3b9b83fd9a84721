// The one thing the engine takes from its bundler: data files, found by pattern and inlined at build time.
interface ImportMeta {
  glob<T>(
    pattern: string | readonly string[],
    options: { readonly eager: true; readonly import?: string; readonly query?: string },
  ): Record<string, T>;
}
