// What the bundler puts into the program: a font as a data URL, and the script of live charts (scripts/steps/live-charts.mjs).
declare module '*.woff2?inline' {
  const data: string;
  export default data;
}
declare module 'virtual:live-charts' {
  const script: string;
  export default script;
}
