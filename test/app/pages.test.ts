import { describe, expect, test } from 'vitest';
import { fileFor, headersFor, isOurPage } from '../../app/pages';

describe('the file that a URL means', () => {
  test.each([
    ['app://bundle/', '/out/renderer/index.html'],
    ['app://bundle/index.html', '/out/renderer/index.html'],
    ['app://bundle/assets/a%20b.js?x=1#y', '/out/renderer/assets/a b.js'],
    ['app://bundle/../../etc/passwd', '/out/renderer/etc/passwd'],
    ['app://bundle/%2e%2e/%2e%2e/etc/passwd', '/out/renderer/etc/passwd'],
    ['app://bundle/..%2f..%2fetc/passwd', undefined],
    ['app://bundle/%00', undefined],
    ['app://bundle/%E0%A4%A', undefined],
    ['app://elsewhere/index.html', undefined],
    ['file:///etc/passwd', undefined],
  ])('%s → %s', (url, file) => {
    expect(fileFor(url, '/out/renderer')).toBe(file);
  });
});

test('every file carries the policy, which allows no eval and nothing from elsewhere', () => {
  for (const file of ['/a.html', '/a.js', '/a.unknown']) {
    const policy = headersFor(file)['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toMatch(/unsafe-eval|https?:|\*/);
    expect(policy).toMatch(/script-src 'self'(;|$)/);
  }
});

describe('who may call', () => {
  test.each([
    [{ origin: 'app://bundle', parent: null }, true],
    [{ origin: 'app://bundle', parent: {} }, false],
    [{ origin: 'https://bundle', parent: null }, false],
    [{ origin: 'null', parent: null }, false],
    [null, false],
  ])('%o: %s', (frame, may) => {
    expect(isOurPage(frame)).toBe(may);
  });
});
