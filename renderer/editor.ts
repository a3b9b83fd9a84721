/** The YAML editor of a cell. The only file that imports Monaco. */

import { editor, KeyCode, KeyMod, languages, MarkerSeverity, Range, Uri } from 'monaco-editor/editor';
import * as monaco from 'monaco-editor/editor';
import 'monaco-editor/features/register.all';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import { configureMonacoYaml, type MonacoYaml, type SchemasSettings } from 'monaco-yaml';
import type { KindInfo, Language } from '../app/contract';
import { tokensOf } from './cells/yaml-tokens';
import type { Diagnostic, Theme } from './shown';
import YamlWorker from './workers/yaml.worker?worker';

globalThis.MonacoEnvironment = { getWorker: () => new EditorWorker() };

// ── language ─────────────────────────────────────────────────────────────────────────────────────

/**
 * monaco-yaml asks for its worker the way of older Monaco versions, by name and with data to start from; the present one
 * takes a worker that runs already.
 */
const forYaml = {
  ...monaco,
  languages: {
    ...languages,
    registerHoverProvider: (selector: languages.LanguageSelector, provider: languages.HoverProvider) =>
      languages.registerHoverProvider(selector, {
        provideHover: async (...asked) => {
          const hover = await provider.provideHover(...asked);
          return hover && withoutSource(hover);
        },
      }),
  },
  editor: {
    ...editor,
    createWebWorker: <T extends object>(options: {
      readonly createData?: unknown;
      readonly host?: editor.IInternalWebWorkerOptions['host'];
      readonly keepIdleModels?: boolean;
    }) => {
      const worker = new YamlWorker();
      // The first message only wakes the library's own start-up; the second is read by it as its options.
      worker.postMessage('ignore');
      worker.postMessage(options.createData);
      return editor.createWebWorker<T>({
        worker,
        ...(options.host ? { host: options.host } : {}),
        ...(options.keepIdleModels === undefined ? {} : { keepIdleModels: options.keepIdleModels }),
      });
    },
  },
};

/** A hover ends with a link to its schema, which is an address of ours that leads nowhere. */
function withoutSource(hover: languages.Hover): languages.Hover {
  const contents = hover.contents.map((each) => ({
    ...each,
    value: each.value.replace(/\s*Source: \[[^\]]*\]\([^)]*\)\s*$/, ''),
  }));
  return { ...hover, contents };
}

let yaml: MonacoYaml | undefined;
let known: { readonly kinds: readonly KindInfo[]; readonly language: Language } | undefined;

/** Completion and hover from the schemas of the kinds; problems come from the engine alone, in the person's language. */
function teach(kinds: readonly KindInfo[], language: Language): void {
  if (known?.kinds === kinds && known.language === language) return;
  known = { kinds, language };
  const schemas = kinds.flatMap(({ id, schema }) => schemaOf(id, schema[language]));
  if (yaml) void yaml.update({ schemas });
  else
    yaml = configureMonacoYaml(forYaml, {
      schemas,
      validate: false,
      format: { enable: false },
      enableSchemaRequest: false,
    });
}

function schemaOf(kind: string, schema: unknown): SchemasSettings[] {
  if (typeof schema !== 'object' || schema === null) return [];
  // Only addresses with a host keep their form on the way through the worker.
  return [
    { uri: `https://chokepoint.invalid/${kind}.json`, fileMatch: [`**/*.${kind}.cell.yaml`], schema: { ...schema } },
  ];
}

languages.register({ id: 'yaml' });
languages.setLanguageConfiguration('yaml', {
  comments: { lineComment: '#' },
  brackets: [
    ['{', '}'],
    ['[', ']'],
  ],
  autoClosingPairs: [
    { open: '{', close: '}' },
    { open: '[', close: ']' },
    { open: '"', close: '"', notIn: ['string', 'comment'] },
  ],
  onEnterRules: [{ beforeText: /:\s*$/, action: { indentAction: languages.IndentAction.Indent } }],
});

/** A line says all there is to know: cells have no text that runs over lines. */
const state: languages.IState = { clone: () => state, equals: (other) => other === state };
languages.setTokensProvider('yaml', {
  getInitialState: () => state,
  tokenize: (line) => ({
    endState: state,
    tokens: tokensOf(line).map(({ start, kind }) => ({ startIndex: start, scopes: kind })),
  }),
});

// ── look ─────────────────────────────────────────────────────────────────────────────────────────

/** The theme's own colours, read from the tokens that it is made of. */
function dress(theme: Theme): void {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  editor.defineTheme('chokepoint', {
    base: theme === 'dark' ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: '', foreground: hex(token('ink')) },
      { token: 'key', foreground: hex(token('ink2')) },
      { token: 'value', foreground: hex(token('ink')) },
      { token: 'switch', foreground: hex(token('accent-text')) },
      { token: 'mark', foreground: hex(token('ink2')) },
      { token: 'comment', foreground: hex(token('ink3')), fontStyle: 'italic' },
    ],
    colors: {
      'editor.background': token('sunken'),
      'editor.foreground': token('ink'),
      'editorLineNumber.foreground': token('ink4'),
      'editorLineNumber.activeForeground': token('ink2'),
      'editorCursor.foreground': token('accent'),
      'editor.selectionBackground': token('accent-line'),
      'editor.inactiveSelectionBackground': token('accent-tint'),
      'editorError.foreground': token('alarm'),
      'editorWarning.foreground': token('alarm-line'),
      'editorBracketHighlight.foreground1': token('ink2'),
      'editorBracketHighlight.foreground2': token('ink2'),
      'editorBracketHighlight.foreground3': token('ink2'),
      'editorBracketHighlight.unexpectedBracket.foreground': token('alarm'),
      'editorInfo.foreground': token('ink3'),
      'editorWidget.background': token('surface'),
      'editorWidget.border': token('line2'),
      'editorHoverWidget.background': token('surface'),
      'editorHoverWidget.border': token('line2'),
      'editorSuggestWidget.background': token('surface'),
      'editorSuggestWidget.border': token('line2'),
      'editorSuggestWidget.selectedBackground': token('accent-tint'),
      'editorSuggestWidget.selectedForeground': token('ink'),
      'editorSuggestWidget.highlightForeground': token('accent-text'),
      'editorSuggestWidget.focusHighlightForeground': token('accent-text'),
      'list.hoverBackground': token('track'),
      'menu.background': token('surface'),
      'menu.foreground': token('ink'),
      'menu.selectionBackground': token('accent-tint'),
      'menu.selectionForeground': token('ink'),
      'quickInputList.focusBackground': token('accent-tint'),
      'editorActionList.background': token('surface'),
      'editorActionList.focusBackground': token('accent-tint'),
      'editorActionList.focusForeground': token('ink'),
      focusBorder: token('accent'),
      'widget.shadow': theme === 'dark' ? '#00000088' : '#14171c29',
    },
  });
  editor.setTheme('chokepoint');
}

function hex(colour: string): string {
  return colour.replace('#', '');
}

// Keys that belong to the window: undo runs over all cells, and the palette is its own.
const windowKeys = [
  KeyMod.CtrlCmd | KeyCode.KeyZ,
  KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.KeyZ,
  KeyMod.CtrlCmd | KeyCode.KeyY,
  KeyMod.CtrlCmd | KeyCode.KeyI,
  KeyMod.CtrlCmd | KeyCode.Enter,
  KeyMod.Shift | KeyCode.Enter,
  KeyMod.Alt | KeyCode.Enter,
  KeyMod.Alt | KeyMod.Shift | KeyCode.UpArrow,
  KeyMod.Alt | KeyMod.Shift | KeyCode.DownArrow,
  KeyCode.F1,
];
editor.addKeybindingRules(windowKeys.map((keybinding) => ({ keybinding, command: null })));

// ── one editor ───────────────────────────────────────────────────────────────────────────────────

export interface EditorSpec {
  readonly host: HTMLElement;
  readonly cell: string;
  readonly kind: string;
  readonly body: string;
  /** What a screen reader calls it. */
  readonly label: string;
  readonly onBody: (body: string) => void;
}

export interface EditorLook {
  readonly theme: Theme;
  readonly language: Language;
  readonly kinds: readonly KindInfo[];
}

export interface Editor {
  /** The body changed elsewhere (a form, undo): the caret stays where it can. */
  readonly show: (body: string) => void;
  readonly mark: (diagnostics: readonly Diagnostic[], language: Language) => void;
  readonly dress: (look: EditorLook) => void;
  /** Puts the caret in, at the end of a 1-based line if one is named. */
  readonly focus: (line?: number) => void;
  readonly end: () => void;
}

/** What is wrong with each model, for the quick fixes. */
const problems = new Map<string, { readonly diagnostics: readonly Diagnostic[]; readonly language: Language }>();

languages.registerCodeActionProvider('yaml', {
  provideCodeActions: (model, range) => {
    const found = problems.get(model.uri.toString());
    const actions = (found?.diagnostics ?? []).flatMap((diagnostic) => {
      const marked = rangeOf(diagnostic, model);
      if (!Range.areIntersectingOrTouching(marked, range)) return [];
      return (diagnostic.fixes ?? []).map((fix, index) => ({
        title: fix.title[found?.language ?? 'en'],
        kind: 'quickfix',
        isPreferred: index === 0,
        edit: {
          edits: [
            {
              resource: model.uri,
              versionId: undefined,
              textEdit: { range: rangeOf({ at: fix.at }, model), text: fix.text },
            },
          ],
        },
      }));
    });
    return { actions, dispose: () => undefined };
  },
});

let count = 0;

export function createEditor({ host, cell, kind, body, label, onBody }: EditorSpec, look: EditorLook): Editor {
  dress(look.theme);
  teach(look.kinds, look.language);
  const uri = Uri.parse(`file:///cells/${String(++count)}/${encodeURIComponent(cell)}.${kind}.cell.yaml`);
  const model = editor.createModel(body, 'yaml', uri);
  const view = editor.create(host, { model, ariaLabel: label, ...options });
  let isOurs = false;

  const grow = (): void => {
    host.style.height = `${String(view.getContentHeight())}px`;
  };
  view.onDidContentSizeChange(grow);
  grow();
  model.onDidChangeContent(() => {
    if (!isOurs) onBody(model.getValue());
  });

  return {
    show: (next) => {
      if (next === model.getValue()) return;
      isOurs = true;
      model.pushEditOperations(null, [changeOf(model, next)], () => null);
      isOurs = false;
    },
    mark: (diagnostics, language) => {
      problems.set(uri.toString(), { diagnostics, language });
      const markers = diagnostics.flatMap((each) => markerOf(each, language, model));
      editor.setModelMarkers(model, 'engine', markers);
    },
    dress: (next) => {
      dress(next.theme);
      teach(next.kinds, next.language);
    },
    focus: (line) => {
      view.focus();
      if (line !== undefined)
        view.setPosition({ lineNumber: line, column: model.getLineMaxColumn(Math.min(line, model.getLineCount())) });
    },
    end: () => {
      problems.delete(uri.toString());
      view.dispose();
      model.dispose();
    },
  };
}

const options: editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  contextmenu: true,
  cursorWidth: 1,
  fixedOverflowWidgets: true,
  folding: false,
  fontFamily: "'JetBrains Mono Variable', 'Noto Sans CJK SC', monospace",
  fontLigatures: false,
  fontSize: 12,
  glyphMargin: false,
  guides: { indentation: false },
  hideCursorInOverviewRuler: true,
  lineDecorationsWidth: 8,
  lineHeight: 16,
  lineNumbersMinChars: 2,
  matchBrackets: 'near',
  minimap: { enabled: false },
  occurrencesHighlight: 'off',
  overviewRulerBorder: false,
  overviewRulerLanes: 0,
  padding: { top: 7, bottom: 7 },
  quickSuggestions: { other: true, comments: false, strings: true },
  renderLineHighlight: 'none',
  roundedSelection: false,
  scrollBeyondLastLine: false,
  scrollbar: { vertical: 'hidden', horizontal: 'auto', alwaysConsumeMouseWheel: false, useShadows: false },
  stickyScroll: { enabled: false },
  tabSize: 2,
  // Narrow spaces and full-width signs are ours, not a trap.
  unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false },
  wordBasedSuggestions: 'off',
  wordWrap: 'on',
};

/** The one change between two texts: what stands before and after it keeps its place, and the caret with it. */
function changeOf(model: editor.ITextModel, next: string): editor.IIdentifiedSingleEditOperation {
  const now = model.getValue();
  let head = 0;
  while (head < now.length && head < next.length && now[head] === next[head]) head++;
  let tail = 0;
  while (tail < now.length - head && tail < next.length - head && now.at(-1 - tail) === next.at(-1 - tail)) tail++;
  const range = Range.fromPositions(model.getPositionAt(head), model.getPositionAt(now.length - tail));
  return { range, text: next.slice(head, next.length - tail) };
}

const severities = { error: MarkerSeverity.Error, warning: MarkerSeverity.Warning, info: MarkerSeverity.Info } as const;

function markerOf(diagnostic: Diagnostic, language: Language, model: editor.ITextModel): editor.IMarkerData[] {
  // A problem of the whole cell, or of its fence, stands beside the text and not in it.
  if (!diagnostic.at || diagnostic.at.line < 1) return [];
  const range = rangeOf(diagnostic, model);
  return [
    {
      ...range,
      severity: severities[diagnostic.severity],
      message: diagnostic.text[language],
      source: diagnostic.code,
    },
  ];
}

/** Without an end, to the end of the word; without a place, the first line. */
function rangeOf({ at }: Pick<Diagnostic, 'at'>, model: editor.ITextModel) {
  if (!at) return new Range(1, 1, 1, model.getLineMaxColumn(1));
  const line = Math.min(Math.max(at.line, 1), model.getLineCount());
  const word = model.getWordAtPosition({ lineNumber: line, column: at.column });
  const end = at.endColumn ?? word?.endColumn ?? model.getLineMaxColumn(line);
  return new Range(line, at.column, at.endLine ?? line, end);
}
