/** The language in use, and how a component speaks it. */

import { createContext, use, type ReactNode } from 'react';
import type { Language, Text } from '../../app/contract';
import { words, type Word } from './index';
import { fill, spaced, type Arguments } from './word';

const LanguageContext = createContext<Language>('en');

export function Speaking({ language, children }: { readonly language: Language; readonly children: ReactNode }) {
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

export interface Speech {
  readonly language: Language;
  /** A word of the window. */
  readonly say: (key: Word, given?: Arguments) => string;
  /** Text that came from the engine. */
  readonly pick: (text: Text) => string;
}

export function speak(language: Language): Speech {
  const written = language === 'zh' ? spaced : (text: string) => text;
  return {
    language,
    say: (key, given) => written(fill(words[key][language], given)),
    pick: (text) => written(text[language]),
  };
}

const spoken: Readonly<Record<Language, Speech>> = { en: speak('en'), zh: speak('zh') };

export function useWords(): Speech {
  return spoken[use(LanguageContext)];
}
