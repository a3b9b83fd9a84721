/** Prose as Markdown, built as elements and never as HTML text: what a notebook carries cannot run. */

import { lexer, type Token, type Tokens } from 'marked';
import { Fragment, useMemo, type ReactNode } from 'react';
import { report } from '../workspace';
import { rpc } from '../bridge';

export function Markdown({ text }: { readonly text: string }) {
  const tokens = useMemo(() => lexer(text, { gfm: true }), [text]);
  return <>{blocks(tokens)}</>;
}

function blocks(tokens: readonly Token[]): ReactNode {
  return tokens.map((token, index) => <Fragment key={index}>{block(token)}</Fragment>);
}

function isOf<T extends Tokens.Generic>(type: string, token: Token): token is T & Token {
  return token.type === type;
}

function block(token: Token): ReactNode {
  if (isOf<Tokens.Heading>('heading', token)) {
    return <h2 className={`prose-h prose-h${String(Math.min(token.depth, 3))}`}>{inlines(token.tokens)}</h2>;
  }
  if (isOf<Tokens.Paragraph>('paragraph', token)) return <p>{inlines(token.tokens)}</p>;
  if (isOf<Tokens.List>('list', token)) {
    const items = token.items.map((item, index) => <li key={index}>{blocks(item.tokens)}</li>);
    return token.ordered ? <ol className="prose-ol">{items}</ol> : <ul className="prose-ul">{items}</ul>;
  }
  if (isOf<Tokens.Blockquote>('blockquote', token)) return <blockquote>{blocks(token.tokens)}</blockquote>;
  if (isOf<Tokens.Code>('code', token)) return <pre className="prose-code">{token.text}</pre>;
  if (isOf<Tokens.Table>('table', token)) return <MarkdownTable table={token} />;
  if (token.type === 'hr') return <hr />;
  if (token.type === 'space') return null;
  return inline(token);
}

function MarkdownTable({ table }: { readonly table: Tokens.Table }) {
  const at = (column: number) => (table.align[column] === 'right' ? 'table-number' : undefined);
  return (
    <table className="table">
      <thead>
        <tr>
          {table.header.map((cell, column) => (
            <th key={column} className={at(column)}>
              {inlines(cell.tokens)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row, index) => (
          <tr key={index}>
            {row.map((cell, column) => (
              <td key={column} className={at(column)}>
                {inlines(cell.tokens)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function inlines(tokens: readonly Token[] | undefined): ReactNode {
  return (tokens ?? []).map((token, index) => <Fragment key={index}>{inline(token)}</Fragment>);
}

function inline(token: Token): ReactNode {
  if (isOf<Tokens.Strong>('strong', token)) return <strong>{inlines(token.tokens)}</strong>;
  if (isOf<Tokens.Em>('em', token)) return <em>{inlines(token.tokens)}</em>;
  if (isOf<Tokens.Del>('del', token)) return <del>{inlines(token.tokens)}</del>;
  if (isOf<Tokens.Codespan>('codespan', token)) return <code>{token.text}</code>;
  if (isOf<Tokens.Link>('link', token)) return <Link href={token.href}>{inlines(token.tokens)}</Link>;
  if (token.type === 'br') return <br />;
  if (isOf<Tokens.Text>('text', token) && token.tokens) return inlines(token.tokens);
  // HTML and images stay what they are: text.
  return 'text' in token && token.type !== 'html' && token.type !== 'image' ? String(token.text) : token.raw;
}

/** Opened by the system, and only where it leads into the web. */
function Link({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  if (!/^https?:\/\//.test(href)) return <>{children}</>;
  return (
    <button
      type="button"
      className="link"
      title={href}
      onClick={(event) => {
        event.stopPropagation();
        rpc('link.open', { url: href }).catch((error: unknown) => {
          report(href, error);
        });
      }}
    >
      {children}
    </button>
  );
}
