/** The page's entry. */

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './tokens.css';
import './base.css';
import './parts.css';
import './app.css';
import './panels.css';
import './reference.css';
import './levers/levers.css';
import './panels/learn.css';
import { App } from './app';
import { GuardedWindow } from './shell/faults';
import { listen, start } from './start';

const root = document.getElementById('root');
if (root) {
  listen();
  createRoot(root).render(
    <StrictMode>
      <GuardedWindow>
        <App />
      </GuardedWindow>
    </StrictMode>,
  );
  void start();
}
