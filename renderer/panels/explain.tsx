/** One number taken apart: path of descent, value, equation, formula and the same with values, inputs to descend into, sources. */

import { Fragment, useEffect, useRef, type KeyboardEvent } from 'react';
import { sourceOf } from '../session-view';
import { TrustBadge } from '../parts/badge';
import { Button, IconButton } from '../parts/button';
import { Empty, Problem } from '../parts/empty';
import { Formula } from '../parts/formula';
import { ChevronRightIcon, CloseIcon, CopyIcon } from '../parts/icons';
import { Figure } from '../parts/number';
import { reveal } from '../reveal';
import type { LiveSession } from '../session-live';
import type { Explained } from '../shown';
import { useStore } from '../store';
import { useCall } from '../use-call';
import { explain, patch, toast, workspace } from '../workspace';
import { useWords } from '../words/use-words';
import { Feeds, Leaf, Sources } from './explain-sources';
import { TourOffer } from './tour';

export function Explain({ live }: { readonly live: LiveSession }) {
  const { say } = useWords();
  const { explained } = useStore(workspace);
  return (
    <aside className="explain" aria-label={say('explain.title')}>
      <header className="explain-head">
        <h2>{say('explain.title')}</h2>
        <IconButton
          label={say('explain.close')}
          onClick={() => {
            patch({ isExplainOpen: false });
          }}
        >
          <CloseIcon size={12} />
        </IconButton>
      </header>
      {explained ? (
        <Descent live={live} cell={explained.door.cell} metric={explained.door.metric} path={explained.path} />
      ) : (
        <>
          <Empty fact={say('explain.empty')} hint={say('explain.empty-hint')} />
          <TourOffer />
        </>
      )}
    </aside>
  );
}

interface DescentProps {
  readonly live: LiveSession;
  readonly cell: string;
  readonly metric: string;
  readonly path: readonly string[];
}

function Descent({ live, cell, metric, path }: DescentProps) {
  const { say, pick, language } = useWords();
  const { session } = useStore(live);
  // The text that the cells on screen show: while an answer is awaited, typing does not ask twice.
  const source = session.answer && sourceOf({ path: session.path, cells: session.answer.cells });
  const { value, failure } = useCall(
    'notebook.explain',
    source && { ...source, cell, metric, path: [...path], language },
  );
  if (failure) return <Problem fact={say('explain.failed')} hint={pick(failure)} />;
  if (!value) return <p className="explain-wait">{say('explain.loading')}</p>;
  return <Node key={`${cell} ${metric}`} live={live} explained={value} cell={cell} metric={metric} path={path} />;
}

interface NodeProps extends DescentProps {
  readonly explained: Explained;
}

function Node({ live, explained, cell, metric, path }: NodeProps) {
  const { say, pick } = useWords();
  const { node, trail } = explained;
  const body = useRef<HTMLDivElement>(null);
  const place = trail.map(({ key }) => key).join('/');
  const before = useRef(workspace.get().explained?.isByKeyboard === true ? undefined : place);
  useEffect(() => {
    // Opened by a key, and after every descent and return, the keys go on working here: at the first input, else on the number.
    if (before.current !== place) (body.current?.querySelector<HTMLElement>('.explain-input') ?? body.current)?.focus();
    before.current = place;
  }, [place]);
  const go = (to: readonly string[]) => {
    explain({ cell, metric }, to);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target instanceof HTMLInputElement) return;
    const doors = [...event.currentTarget.querySelectorAll<HTMLElement>('.explain-input')];
    const at = doors.findIndex((door) => door === document.activeElement);
    if (event.key === 'ArrowDown') doors[Math.min(at + 1, doors.length - 1)]?.focus();
    else if (event.key === 'ArrowUp') doors[Math.max(at - 1, 0)]?.focus();
    else if (event.key === 'ArrowRight' && at >= 0) doors[at]?.click();
    else if (event.key === 'Escape')
      document.querySelector<HTMLElement>('.figure-door[data-explained="true"]')?.focus();
    else if ((event.key === 'Backspace' || event.key === 'ArrowLeft') && path.length > 0) go(path.slice(0, -1));
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div ref={body} className="explain-body" tabIndex={-1} onKeyDown={onKeyDown}>
        <Path explained={explained} path={path} onGo={go} />
        <p className="explain-name">{pick(node.title)}</p>
        <div className="explain-value">
          <span className="explain-figure selectable">
            {node.value === null ? say('explain.no-value') : <Figure number={{ value: node.value, ...node.shown }} />}
          </span>
          {node.trust && <TrustBadge trust={node.trust} named />}
          {node.origin === 'printed' && <span className="ink3">{say('origin.printed')}</span>}
          {node.formula?.cite !== undefined && <span className="explain-equation">{node.formula.cite}</span>}
        </div>
        {node.missing.length > 0 && (
          <p className="explain-missing">{say('explain.missing', { fields: node.missing.join(', ') })}</p>
        )}
        {node.formula && (
          <section aria-label={say('explain.formula')}>
            <h3>{say('explain.formula')}</h3>
            <Formula line={node.formula.symbols} />
            <Formula line={rightSide(node.formula.values)} />
          </section>
        )}
        {node.source && <Leaf explained={explained} />}
        {node.inputs.length > 0 && <Inputs explained={explained} path={path} onGo={go} />}
        {explained.fidelities.length > 0 && <Fidelities explained={explained} />}
        {node.formula?.erratum && (
          <section className="explain-erratum">
            <h3>{say('explain.erratum')}</h3>
            <p className="selectable">{pick(node.formula.erratum)}</p>
          </section>
        )}
        {explained.feeds.length > 0 && <Feeds explained={explained} cell={cell} />}
        {!node.source && node.sources.length > 0 && <Sources explained={explained} />}
      </div>
      <footer className="explain-foot">
        <Button
          icon={<CopyIcon />}
          onClick={() => {
            void navigator.clipboard.writeText(explained.asText).then(() => {
              toast('toast.copied');
            });
          }}
        >
          {say('explain.copy')}
        </Button>
        <Button
          look="plain"
          onClick={() => {
            reveal(live, explained.place);
          }}
        >
          {say('explain.show-yaml')}
        </Button>
      </footer>
    </>
  );
}

interface PathProps {
  readonly explained: Explained;
  readonly path: readonly string[];
  readonly onGo: (to: readonly string[]) => void;
}

function Path({ explained, path, onGo }: PathProps) {
  const { say, pick } = useWords();
  const { trail } = explained;
  return (
    <nav className="explain-path" aria-label={say('explain.path')}>
      {trail.map(({ key, title }, index) => (
        <Fragment
          key={trail
            .slice(0, index + 1)
            .map((step) => step.key)
            .join('/')}
        >
          {index > 0 && <span aria-hidden="true"> › </span>}
          <button
            type="button"
            className="explain-step"
            aria-current={index === trail.length - 1 ? 'step' : undefined}
            title={pick(title)}
            onClick={() => {
              onGo(path.slice(0, index));
            }}
          >
            {key}
          </button>
        </Fragment>
      ))}
    </nav>
  );
}

function Inputs({ explained, path, onGo }: PathProps) {
  const { say, pick } = useWords();
  return (
    <section aria-label={say('explain.inputs')}>
      <h3 className="explain-split">
        {say('explain.inputs')}
        <span>{say('explain.descend')}</span>
      </h3>
      <ul className="explain-inputs">
        {explained.node.inputs.map((input) => (
          <li key={input.key}>
            <button
              type="button"
              className="explain-input"
              title={pick(input.meaning)}
              onClick={() => {
                onGo([...path, input.key]);
              }}
            >
              {isName(input.symbol) ? (
                <span className="explain-meaning explain-named">
                  {pick(input.meaning)} <code>{input.symbol.replace(/"/g, '')}</code>
                </span>
              ) : (
                <>
                  <span className="explain-symbol">
                    <Formula line={input.symbol} />
                  </span>
                  <span className="explain-meaning">{pick(input.meaning)}</span>
                </>
              )}
              <Figure number={{ value: input.value, ...input.shown }} />
              <span className="explain-trust">{input.trust && <TrustBadge trust={input.trust} />}</span>
              <ChevronRightIcon size={12} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Parts of a sum go by their names, which are too long for the symbols' column. */
function isName(symbol: string): boolean {
  return symbol.length > 6 && /^"?[\w.-]+"?$/.test(symbol) && !symbol.includes('_');
}

function Fidelities({ explained }: { readonly explained: Explained }) {
  const { say } = useWords();
  const most = Math.max(...explained.fidelities.map(({ value }) => Math.abs(value ?? 0)));
  return (
    <section aria-label={say('explain.fidelities')}>
      <h3>{say('explain.fidelities')}</h3>
      <ul className="explain-fidelities">
        {explained.fidelities.map((each) => (
          <li key={each.fidelity} aria-current={each.current ? 'true' : undefined}>
            <span>{isFidelity(each.fidelity) ? say(`fidelity.${each.fidelity}`) : each.fidelity}</span>
            <span className="explain-bar">
              <span
                style={{ width: most === 0 || each.value === null ? 0 : `${(100 * Math.abs(each.value)) / most}%` }}
              />
            </span>
            <Figure number={each} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function isFidelity(name: string): name is 'article' | 'roofline' | 'calibrated' {
  return name === 'article' || name === 'roofline' || name === 'calibrated';
}

/** "t = a / b" → "= a / b": the second line stands under the first. */
function rightSide(line: string): string {
  const at = line.indexOf(' = ');
  return at < 0 ? line : line.slice(at + 1);
}
