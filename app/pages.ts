/** The app://bundle pages: which file answers a URL, and with which headers. */

import { extname, join, normalize, sep } from 'node:path';

export const scheme = 'app';
export const origin = `${scheme}://bundle`;
export const startPage = `${origin}/index.html`;

// Workers take the policy of their own response, so every file carries it. Monaco makes style elements and attributes:
// without 'unsafe-inline' for styles it cannot draw.
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "worker-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
};

/** The file under `folder` that a URL means, or undefined where it means none of ours. */
export function fileFor(url: string, folder: string): string | undefined {
  const { protocol, host, pathname } = new URL(url);
  if (protocol !== `${scheme}:` || host !== 'bundle') return undefined;
  const path = decoded(pathname);
  if (path === undefined || path.includes('\0')) return undefined;
  const file = normalize(join(folder, path === '/' ? 'index.html' : path));
  return file.startsWith(normalize(folder) + sep) ? file : undefined;
}

function decoded(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}

export function headersFor(file: string): Record<string, string> {
  return {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  };
}

/** A frame that may call us: the top frame of our own page. (`new URL('app://…').origin` is "null" in Node: compare as text.) */
export function isOurPage(frame: { readonly origin: string; readonly parent: unknown } | null): boolean {
  return frame?.origin === origin && frame.parent === null;
}
