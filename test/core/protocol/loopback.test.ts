import { describe, expect, it } from 'vitest';
import { effectivePort, isLocalAddress, isLoopbackHostname } from '../../../src/core/protocol/index.js';

describe('isLoopbackHostname', () => {
  it.each(['127.0.0.1', '127.9.9.9', '[::1]', 'localhost'])('%s is this machine', (host) => {
    expect(isLoopbackHostname(host)).toBe(true);
  });

  it.each([
    '10.0.0.1',
    '0.0.0.0',
    'localhost.example.com',
    'app.localhost',
    '127.0.0.1.example.com',
    '',
  ])('%j is not', (host) => {
    expect(isLoopbackHostname(host)).toBe(false);
  });
});

describe('isLocalAddress', () => {
  it.each([
    'http://localhost:5173/',
    'https://app.localhost/',
    'http://127.0.0.1:1/',
    'ws://[::1]:3000',
  ])('%s leads a browser to this machine', (address) => expect(isLocalAddress(address)).toBe(true));

  it.each([
    'https://localhost.example.com/',
    'http://10.0.0.1/',
    '//localhost/',
    'inline',
    '',
  ])('%j does not', (address) => expect(isLocalAddress(address)).toBe(false));
});

describe('the port of a URL', () => {
  it.each([
    ['http://a.example/', 80],
    ['ws://a.example/', 80],
    ['https://a.example/', 443],
    ['wss://a.example/', 443],
    ['https://a.example:8443/', 8443],
  ])('of %s is %i', (url, port) => {
    expect(effectivePort(new URL(url))).toBe(port);
  });
});
