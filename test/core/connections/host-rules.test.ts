import { describe, expect, it } from 'vitest';
import { hostMatcher } from '../../../src/core/connections/index.js';

function allows(rules: string[], url: string): boolean {
  return hostMatcher(rules, 'hosts')(new URL(url));
}

describe('hostMatcher', () => {
  it.each([
    ['api.example.com', 'https://api.example.com/x'],
    ['api.example.com', 'https://API.EXAMPLE.COM/x'],
    ['API.example.com', 'https://api.example.com/x'],
    ['api.example.com', 'https://api.example.com:443/x'],
    ['api.example.com:8443', 'https://api.example.com:8443/x'],
    ['api.example.com:443', 'https://api.example.com/x'],
    ['*.example.com', 'https://a.b.example.com/x'],
    ['bücher.example', 'https://xn--bcher-kva.example/'],
    ['127.0.0.1', 'http://127.0.0.1:9000/'],
    ['localhost', 'http://localhost:3000/'],
    ['[::1]', 'http://[::1]:3000/'],
    ['127.0.0.1:9000', 'http://127.0.0.1:9000/'],
  ])('%s allows %s', (rule, url) => {
    expect(allows([rule], url)).toBe(true);
  });

  it.each([
    ['api.example.com', 'https://api.example.com.evil.example/'],
    ['api.example.com', 'https://xapi.example.com/'],
    ['api.example.com', 'https://api.example.com./'],
    ['api.example.com', 'https://api.example.com:8443/'],
    ['api.example.com:8443', 'https://api.example.com/'],
    ['*.example.com', 'https://example.com/'],
    ['*.example.com', 'https://evilexample.com/'],
    ['*.example.com', 'https://a.example.com:8443/'],
    ['127.0.0.1:9000', 'http://127.0.0.1:9001/'],
    ['localhost', 'http://localhost.example.com/'],
    ['example.com', 'https://exаmple.com/'], // a Cyrillic а
  ])('%s does not allow %s', (rule, url) => {
    expect(allows([rule], url)).toBe(false);
  });

  it.each([
    'https://api.example.com',
    'api.example.com/v1',
    'me@api.example.com',
    '*',
    'a.*.example.com',
  ])('%s is no rule', (rule) => {
    expect(() => allows([rule], 'https://api.example.com/')).toThrow(/^hosts\[0\]: /);
  });
});
