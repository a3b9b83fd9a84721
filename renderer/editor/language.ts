/** YAML for Monaco: completion and hover from the schemas of the kinds, colours from the tokens of the still view. */

import { editor, languages } from 'monaco-editor/editor';
import * as monaco from 'monaco-editor/editor';
import { configureMonacoYaml, type MonacoYaml, type SchemasSettings } from 'monaco-yaml';
import type { KindInfo, Language } from '../../app/contract';
import { tokensOf } from '../cells/yaml-tokens';
import YamlWorker from '../workers/yaml.worker?worker';

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
    registerCompletionItemProvider: (
      selector: languages.LanguageSelector,
      provider: languages.CompletionItemProvider,
    ) =>
      languages.registerCompletionItemProvider(selector, {
        ...provider,
        provideCompletionItems: async (...asked) => {
          const list = await provider.provideCompletionItems(...asked);
          return list && { ...list, suggestions: list.suggestions.map(summarized) };
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

/** What is offered says beside its name what it is: the figures of a chip, the meaning of a field. */
function summarized(item: languages.CompletionItem): languages.CompletionItem {
  const { label, documentation } = item;
  const text = typeof documentation === 'string' ? documentation : (documentation?.value ?? '');
  const lines = text.split('\n').filter((line) => line !== '' && !/^\*\*.*\*\*$/.test(line));
  if (typeof label !== 'string' || lines.length === 0) return item;
  return { ...item, label: { label, description: lines.join(' · ') } };
}

let yaml: MonacoYaml | undefined;
let known: { readonly kinds: readonly KindInfo[]; readonly language: Language } | undefined;

/** Completion and hover from the schemas of the kinds; problems come from the engine alone, in the person's language. */
export function teach(kinds: readonly KindInfo[], language: Language): void {
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
  // An id is one word, so that completion goes on after its hyphen.
  wordPattern: /[^\s,:{}[\]#"']+/,
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
