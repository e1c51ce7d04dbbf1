import { describe, expect, it } from 'vitest';
import { policyNotes, widgetPolicy } from '../../src/server/content-policy.js';

const PAGE = 'http://127.0.0.1:5180';

function directive(policy: string, name: string): string[] | undefined {
  return policy
    .split('; ')
    .map((one) => one.split(' '))
    .find(([first]) => first === name)
    ?.slice(1);
}

describe("a widget's policy", () => {
  it("allows what production allows, and the widget's own files", () => {
    expect(directive(widgetPolicy({}, PAGE), 'connect-src')).toEqual([
      "'self'",
      'https://*.zohostatic.com',
      'https://*.sigmausercontent.com',
    ]);
  });

  it("adds the manifest's cspDomains", () => {
    const policy = widgetPolicy(
      { 'connect-src': ['https://api.example.com', 'wss://push.example.com'] },
      PAGE,
    );
    expect(directive(policy, 'connect-src')).toEqual(
      expect.arrayContaining(['https://api.example.com', 'wss://push.example.com']),
    );
  });

  it('restricts nothing that production is not known to restrict', () => {
    const policy = widgetPolicy({ 'script-src': ['https://cdn.example.com'] }, PAGE);
    expect(policy.split('; ').map((one) => one.split(' ')[0])).toEqual([
      'connect-src',
      'frame-ancestors',
      'report-uri',
    ]);
  });

  it.each([
    'https://a.example; script-src *',
    'https://a.example, default-src *',
    'https://a.example\r\nSet-Cookie: a=b',
    'https://a.example https://b.example',
    'https://ä.example',
    '',
  ])('leaves out %j, which would say more than one source', (source) => {
    const policy = widgetPolicy({ 'connect-src': [source] }, PAGE);
    expect(policy).toBe(widgetPolicy({}, PAGE));
    expect(policyNotes({ 'connect-src': [source, 'https://right.example'] })).toEqual([
      expect.stringContaining(JSON.stringify(source)),
    ]);
  });

  it('says which directives of cspDomains have no effect', () => {
    expect(
      policyNotes({ 'script-src': ['https://a.example'], 'connect-src': ['https://a.example'] }),
    ).toEqual([expect.stringContaining('script-src has no effect')]);
  });
});
