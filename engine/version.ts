/** Kept with every saved run and part of every memo key: raise it when a figure can come out differently. */
export const engineVersion = '0.1.8';
