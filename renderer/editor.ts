/** The YAML editor of a cell. Only this file and those in editor/ import Monaco. */

import { editor, KeyCode, KeyMod, languages, MarkerSeverity, Range, Uri } from 'monaco-editor/editor';
import 'monaco-editor/features/register.all';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import type { KindInfo, Language } from '../app/contract';
import { teach } from './editor/language';
import { dress } from './editor/look';
import type { Diagnostic, Theme } from './shown';

globalThis.MonacoEnvironment = { getWorker: () => new EditorWorker() };

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
  KeyMod.CtrlCmd | KeyCode.KeyF,
  KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.KeyM,
  KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.KeyG,
  KeyMod.Alt | KeyMod.Shift | KeyCode.KeyF,
  KeyCode.F1,
  KeyCode.F2,
  KeyCode.F3,
  KeyMod.Shift | KeyCode.F3,
  KeyCode.F8,
  KeyMod.Shift | KeyCode.F8,
];
editor.addKeybindingRules(windowKeys.map((keybinding) => ({ keybinding, command: null })));

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
  /** Marks a stretch of the text and brings it into view; the focus stays where it is. */
  readonly select: (from: number, to: number) => void;
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
    select: (from, to) => {
      const range = Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to));
      view.setSelection(range);
      view.revealRange(range);
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
  if (diagnostic.severity !== 'error' && diagnostic.at.endColumn === undefined) return [];
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
