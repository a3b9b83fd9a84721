/** The left side of a cell: its YAML, still and coloured until the cell is selected, then in Monaco. At most one Monaco at a time. */

import { useEffect, useRef, useState } from 'react';
import type { KindInfo, Language, SourceCell } from '../../app/contract';
import type * as EditorModule from '../editor';
import { revealed } from '../reveal';
import type { Diagnostic, Theme } from '../shown';
import { useStore } from '../store';
import { useWords } from '../words/use-words';
import { finding } from './find-state';
import { tokensOf } from './yaml-tokens';

interface PaneProps {
  readonly cell: SourceCell;
  readonly diagnostics: readonly Diagnostic[];
  readonly selected: boolean;
  readonly language: Language;
  readonly theme: Theme;
  readonly kinds: readonly KindInfo[];
  readonly onBody: (body: string) => void;
}

/** Monaco is the larger half of the window's code: it comes when the first cell is selected. */
let loading: Promise<typeof EditorModule> | undefined;

function load(): Promise<typeof EditorModule> {
  loading ??= import('../editor');
  return loading;
}

export function EditorPane(props: PaneProps) {
  const [aim, setAim] = useState<number>();
  const [isLive, setIsLive] = useState(false);
  const { selected } = props;
  const shown = useStore(revealed);
  const isRevealed = shown?.cell === props.cell.id;
  const [wasSelected, setWasSelected] = useState(selected);
  if (selected !== wasSelected) {
    setWasSelected(selected);
    if (!selected) {
      setIsLive(false);
      setAim(undefined);
    }
  }
  return (
    <div className="editor-pane">
      {selected && (
        <LiveYaml
          {...props}
          aim={isRevealed ? shown.line : aim}
          onLive={() => {
            setIsLive(true);
          }}
        />
      )}
      {!isLive && <StillYaml body={props.cell.body} diagnostics={props.diagnostics} onAim={setAim} />}
    </div>
  );
}

interface LiveProps extends PaneProps {
  /** The line that was clicked to get here: the caret goes there. */
  readonly aim: number | undefined;
  readonly onLive: () => void;
}

function LiveYaml({ cell, diagnostics, language, theme, kinds, onBody, aim, onLive }: LiveProps) {
  const { say } = useWords();
  const host = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<EditorModule.Editor>();
  const latest = useRef({
    cell,
    onBody,
    onLive,
    look: { theme, language, kinds },
    label: say('cell.editor', { id: cell.id }),
  });
  useEffect(() => {
    latest.current = { ...latest.current, cell, onBody, onLive, look: { theme, language, kinds } };
  });

  useEffect(() => {
    let made: EditorModule.Editor | undefined;
    let isOver = false;
    void load().then(({ createEditor }) => {
      const place = host.current;
      if (isOver || !place) return;
      const now = latest.current;
      const { id, kind, body } = now.cell;
      const onTyped = (next: string): void => {
        latest.current.onBody(next);
      };
      made = createEditor({ host: place, cell: id, kind, body, label: now.label, onBody: onTyped }, now.look);
      setEditor(made);
      now.onLive();
    });
    return () => {
      isOver = true;
      made?.end();
    };
  }, [cell.id, cell.kind]);

  useEffect(() => {
    editor?.show(cell.body);
  }, [editor, cell.body]);
  useEffect(() => {
    editor?.mark(diagnostics, language);
  }, [editor, diagnostics, language]);
  useEffect(() => {
    editor?.dress({ theme, language, kinds });
  }, [editor, theme, language, kinds]);
  useEffect(() => {
    if (aim !== undefined) editor?.focus(aim);
  }, [editor, aim]);
  const { current } = useStore(finding);
  useEffect(() => {
    if (current?.cell === cell.id) editor?.select(current.from, current.to);
  }, [editor, current, cell.id]);
  return <div ref={host} className="editor-live" />;
}

interface StillProps {
  readonly body: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly onAim: (line: number) => void;
}

function StillYaml({ body, diagnostics, onAim }: StillProps) {
  const errors = diagnostics.flatMap((each) => (each.severity === 'error' && each.at ? [each.at] : []));
  return (
    <ol className="yaml selectable">
      {body.split(/\r?\n/).map((line, index) => (
        <li
          key={index}
          className="yaml-line"
          // Before the press selects the cell and Monaco takes this place.
          onPointerDown={() => {
            onAim(index + 1);
          }}
        >
          <span className="yaml-number" aria-hidden="true">
            {index + 1}
          </span>
          <code className="yaml-text">
            {pieces(
              line,
              errors.filter((at) => at.line === index + 1),
            )}
          </code>
        </li>
      ))}
    </ol>
  );
}

type At = NonNullable<Diagnostic['at']>;

function pieces(line: string, errors: readonly At[]) {
  let at = 0;
  const parts = tokensOf(line).flatMap(({ start, text, kind }) => {
    const gap = line.slice(at, start);
    at = start + text.length;
    return [
      gap,
      <span key={start} className={`yaml-${kind}`} data-wrong={errors.some((each) => covers(each, start + 1))}>
        {text}
      </span>,
    ];
  });
  return [...parts, line.slice(at)];
}

/** A problem without an end covers what it begins at. */
function covers({ line, column, endLine = line, endColumn = column + 1 }: At, at: number): boolean {
  return at >= column && (endLine > line || at < endColumn);
}
