/** The page's entry. */

import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import './tokens.css';
import './base.css';
import type { AppInfo } from '../app/contract';
import { rpc, textOf } from './bridge';

function Start() {
  const [info, setInfo] = useState<AppInfo>();
  const [text, setText] = useState('');
  useEffect(() => {
    Promise.all([rpc('app.info', {}), rpc('file.sample', {})]).then(
      ([about, sample]) => {
        setInfo(about);
        setText(sample.text);
        void rpc('window.settled', { cells: 0, charts: 0 });
      },
      (error: unknown) => setText(textOf(error).en),
    );
  }, []);
  return (
    <main>
      <pre>{text}</pre>
      <footer>
        {info && `Chokepoint ${info.version} · Electron ${info.electron}${info.fallback ? ' (fallback)' : ''}`}
      </footer>
    </main>
  );
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Start />
    </StrictMode>,
  );
}
