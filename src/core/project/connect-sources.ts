import { toUrl } from '../protocol/index.js';
import type { Manifest } from './manifest.js';

/** What every widget may reach by itself in production. */
const PRODUCTION_CONNECTS = ['https://*.zohostatic.com', 'https://*.sigmausercontent.com'];

/** A source of a directive, without what would end it or begin another header. */
const SOURCE = /^[\x21-\x2b\x2d-\x3a\x3c-\x7e]+$/;

/** The sources of `connect-src` in production: what a widget's page may reach by itself, without `ZFAPPS.request`. */
export function connectSources(cspDomains: Manifest['cspDomains']): string[] {
  return [...PRODUCTION_CONNECTS, ...(cspDomains['connect-src'] ?? []).filter(isCspSource)];
}

/** Tells whether a text can stand as one source of a Content Security Policy. */
export function isCspSource(text: string): boolean {
  return SOURCE.test(text);
}

/**
 * Tells whether sources allow an address, by scheme, host, port and path (Content Security Policy
 * Level 3, section 6.7.2.8). An `http:` or `ws:` source allows its secure sibling too.
 */
export function allowsConnect(sources: readonly string[], address: string): boolean {
  const url = toUrl(address);
  if (url === undefined) return false;
  return sources.some((source) => matches(source, url));
}

function matches(source: string, url: URL): boolean {
  if (source === '*') return /^(?:https?|wss?):$/.test(url.protocol);
  if (/^[a-z][a-z\d+.-]*:$/i.test(source)) return fitsScheme(source.toLowerCase(), url.protocol);
  const parts = /^(?:([a-z][a-z\d+.-]*):\/\/)?(\*|(?:\*\.)?[^:/?#]+)(?::(\d+|\*))?(\/[^?#]*)?$/i.exec(source);
  if (parts === null) return false;
  const [, scheme = 'https', host = '', port, path] = parts;
  if (!fitsScheme(`${scheme.toLowerCase()}:`, url.protocol)) return false;
  const name = host.toLowerCase();
  const fitsHost =
    name === '*' || (name.startsWith('*.') ? url.hostname.endsWith(name.slice(1)) : url.hostname === name);
  const fitsPort = port === undefined ? url.port === '' : port === '*' || url.port === port;
  const fitsPath =
    path === undefined || (path.endsWith('/') ? url.pathname.startsWith(path) : url.pathname === path);
  return fitsHost && fitsPort && fitsPath;
}

function fitsScheme(source: string, protocol: string): boolean {
  return (
    source === protocol ||
    `${source.slice(0, -1)}s:` === protocol ||
    (source === 'https:' && protocol === 'wss:')
  );
}
