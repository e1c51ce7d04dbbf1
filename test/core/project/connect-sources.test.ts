import { describe, expect, it } from 'vitest';
import { allowsConnect, connectSources } from '../../../src/core/project/index.js';

describe('connectSources', () => {
  it("are production's own and the manifest's, without what is no source", () => {
    expect(
      connectSources({ 'connect-src': ['https://api.example.com', "https://a.example; script-src 'none'"] }),
    ).toEqual(['https://*.zohostatic.com', 'https://*.sigmausercontent.com', 'https://api.example.com']);
  });
});

/** Content Security Policy Level 3, section 6.7.2.8 and its examples. */
describe('allowsConnect', () => {
  it.each([
    ['https://api.example.com', 'https://api.example.com/v1?x=1'],
    ['https://*.example.com', 'https://a.b.example.com/'],
    ['api.example.com', 'https://api.example.com/'],
    ['http://api.example.com', 'https://api.example.com/'],
    ['https://api.example.com:8443', 'https://api.example.com:8443/'],
    ['https://api.example.com:*', 'https://api.example.com:99/'],
    ['https://api.example.com/v1/', 'https://api.example.com/v1/items'],
    ['https://api.example.com/v1', 'https://api.example.com/v1'],
    ['https:', 'https://anything.example/'],
    ['*', 'http://anything.example/'],
    ['https://API.example.com', 'https://api.example.com/'],
    ['https://api.example.com', 'wss://api.example.com/socket'],
  ])('%s allows %s', (source, address) => {
    expect(allowsConnect([source], address)).toBe(true);
  });

  it.each([
    ['https://*.example.com', 'https://example.com/'],
    ['https://api.example.com', 'http://api.example.com/'],
    ['https://api.example.com', 'https://api.example.com:8443/'],
    ['https://api.example.com', 'https://api.example.com.evil.example/'],
    ['https://api.example.com/v1', 'https://api.example.com/v1/items'],
    ['https://api.example.com/v1/', 'https://api.example.com/v2/'],
    ['https:', 'http://anything.example/'],
    ["'self'", 'https://api.example.com/'],
    ['https://api.example.com', 'no address'],
  ])('%s does not allow %s', (source, address) => {
    expect(allowsConnect([source], address)).toBe(false);
  });
});
