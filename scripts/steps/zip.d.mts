/** Unpacks the entries for which `nameFor(name)` gives a relative path. Returns how many were written. */
export function unzip(file: string, folder: string, nameFor: (name: string) => string | undefined): number;
