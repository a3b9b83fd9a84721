/** The window: rail, the chosen view, Explain, status bar; and what lies over them. */

import { useEffect, useLayoutEffect, type DragEvent } from 'react';
import { commandFor, isPlainInput, runCommand } from './commands';
import { openDropped, openSample, pickAndOpen } from './file-actions';
import { Notebook } from './notebook';
import { About } from './panels/about';
import { Catalog } from './panels/catalog';
import { Compare } from './panels/compare';
import { Explain } from './panels/explain';
import { FileBar } from './panels/files-changed';
import { Versions } from './panels/files-versions';
import { Framework } from './panels/framework';
import { Help } from './panels/help';
import { History } from './panels/history';
import { Cases, Learn } from './panels/learn';
import { Palette } from './panels/palette';
import { Tour } from './panels/tour';
import { Validation } from './panels/validation';
import { Button } from './parts/button';
import { ChooseCells } from './present/choose';
import { Present } from './present/present';
import { Empty } from './parts/empty';
import { Toasts } from './parts/toast';
import { GuardedView } from './shell/faults';
import { ClosingDialog, TroubleBar } from './shell/messages';
import { Rail } from './shell/rail';
import { StatusBar } from './shell/status';
import { useStore } from './store';
import { closeToast, isContrasty, languageOf, themeOf, workspace, type Workspace } from './workspace';
import { Speaking, useWords } from './words/use-words';

export function App() {
  const state = useStore(workspace);
  const language = languageOf(state);
  // A projector washes a dark page out: slides are light whatever the window is.
  const theme = state.overlay === 'present' ? 'light' : themeOf(state);
  const contrast = isContrasty(state);
  // Before any effect below reads the theme's colours, as the editor's does.
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme;
    document.documentElement.dataset.contrast = contrast ? 'more' : 'usual';
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [theme, contrast, language]);
  useEffect(() => {
    window.addEventListener('keydown', onKey, true);
    return () => {
      window.removeEventListener('keydown', onKey, true);
    };
  }, []);
  return (
    <Speaking language={language}>
      <div className="window" onDragOver={onDragOver} onDrop={onDrop}>
        <Rail />
        <div className="middle">
          <TroubleBar />
          <FileBar />
          <GuardedView watch={state.view}>
            <View state={state} />
          </GuardedView>
        </div>
        {state.view === 'notebooks' && state.isExplainOpen && state.current && <Explain live={state.current} />}
        <StatusBar />
      </div>
      {state.overlay === 'palette' && <Palette />}
      {state.overlay === 'about' && <About />}
      {state.overlay === 'versions' && state.current && <Versions live={state.current} />}
      {state.overlay === 'present' && state.current && <Present live={state.current} />}
      {state.overlay === 'present-choose' && state.current && <ChooseCells live={state.current} />}
      <Tour />
      <ClosingDialog />
      <Toasts toasts={state.toasts} onClose={closeToast} />
    </Speaking>
  );
}

function View({ state }: { readonly state: Workspace }) {
  switch (state.view) {
    case 'notebooks':
      if (state.current) return <Notebook key={state.current.id} live={state.current} />;
      return state.isReady ? <NoNotebook /> : <main />;
    case 'history':
      return <History />;
    case 'compare':
      return <Compare />;
    case 'framework':
      return <Framework />;
    case 'catalog':
      return <Catalog />;
    case 'validation':
      return <Validation />;
    case 'learn':
      return <Learn />;
    case 'help':
      return <Help />;
  }
}

function NoNotebook() {
  const { say } = useWords();
  return (
    <main className="learn-start">
      <Empty fact={say('notebook.none')} hint={say('notebook.none-hint')}>
        <Button look="primary" onClick={() => void openSample()}>
          {say('notebook.sample')}
        </Button>
        <Button onClick={() => void pickAndOpen()}>{say('command.file.open')}</Button>
      </Empty>
      <Cases />
    </main>
  );
}

/**
 * Commands by their keys, before an editor or the native menu sees them. A plain input keeps its own undo, and a
 * dialog keeps everything.
 */
function onKey(event: KeyboardEvent): void {
  const at = event.target;
  if (event.isComposing || (at instanceof Element && at.closest('dialog'))) return;
  const command = commandFor(event);
  if (!command) return;
  const isUndo = command.id === 'edit.undo' || command.id === 'edit.redo';
  if (isUndo && isPlainInput(at)) return;
  event.preventDefault();
  event.stopPropagation();
  void runCommand(command.id);
}

function onDragOver(event: DragEvent): void {
  if (event.dataTransfer.types.includes('Files')) event.preventDefault();
}

function onDrop(event: DragEvent): void {
  if (event.dataTransfer.files.length === 0) return;
  event.preventDefault();
  for (const file of event.dataTransfer.files) void openDropped(file);
}
