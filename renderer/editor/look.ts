/** Monaco in the window's own colours. */

import { editor } from 'monaco-editor/editor';
import type { Theme } from '../shown';

/** The theme's own colours, read from the tokens that it is made of. */
export function dress(theme: Theme): void {
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
