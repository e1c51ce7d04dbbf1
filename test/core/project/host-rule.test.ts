import { describe, expect, it } from 'vitest';
import { parseHostRule } from '../../../src/core/project/index.js';

describe('a host rule', () => {
  it.each([
    ['api.example.com', { host: 'api.example.com', subdomains: false }],
    ['API.Example.COM', { host: 'api.example.com', subdomains: false }],
    ['bücher.example', { host: 'xn--bcher-kva.example', subdomains: false }],
    ['localhost', { host: 'localhost', subdomains: false }],
    ['localhost:8080', { host: 'localhost', subdomains: false, port: 8080 }],
    ['127.0.0.1', { host: '127.0.0.1', subdomains: false }],
    ['*.example.com', { host: 'example.com', subdomains: true }],
    ['*.example.com:8443', { host: 'example.com', subdomains: true, port: 8443 }],
    ['[::1]', { host: '[::1]', subdomains: false }],
    ['[2001:DB8:0::1]:9000', { host: '[2001:db8::1]', subdomains: false, port: 9000 }],
    ['a:65535', { host: 'a', subdomains: false, port: 65535 }],
  ])('%s', (text, rule) => expect(parseHostRule(text)).toEqual(rule));
});

describe('what people write by habit says what to write instead', () => {
  it.each([
    ['https://api.example.com', 'has a scheme', '"api.example.com"'],
    ['https://api.example.com/v1?x=1', 'has a scheme', '"api.example.com"'],
    ['https://*.example.com/', 'has a scheme', '"*.example.com"'],
    ['api.example.com/v1', 'has a path', '"api.example.com"'],
    ['api.example.com:8080/v1', 'has a path', '"api.example.com:8080"'],
    ['api.example.com?x', 'has a path', '"api.example.com"'],
    ['api.example.com\\v1', 'has a path', '"api.example.com"'],
    ['me@api.example.com', 'no user name', '"api.example.com"'],
    ['*', 'list the hosts', '"api.example.com"'],
    ['*:443', 'list the hosts', '"api.example.com"'],
    ['*example.com', 'whole first label', '"*.example.com"'],
    ['api.*.com', 'whole first label', '"*.example.com"'],
    ['*.*.com', 'whole first label', '"*.example.com"'],
    ['::1', 'in brackets', '"[::1]"'],
    ['2001:db8::1', 'in brackets', '"[2001:db8::1]"'],
    ['api.example.com.', 'ends with a dot', '"api.example.com"'],
    ['*.10.0.0.1', 'no subdomains', '"10.0.0.1"'],
    ['api.example.com:0', '1 to 65535', ''],
    ['api.example.com:65536', '1 to 65535', ''],
    ['api.example.com:http', 'no host name', ''],
    ['api.example.com:', 'no host name', ''],
    ['', 'no host name', '"localhost:8080"'],
    ['api example.com', 'no host name', ''],
    ['a%2eb', 'no host name', ''],
    ['[::g]', 'no host name', ''],
    ['*.', 'whole first label', ''],
  ])('%j', (text, problem, instead) => {
    const rule = parseHostRule(text);
    expect(rule).toEqual({ problem: expect.stringContaining(problem) });
    expect((rule as { problem: string }).problem).toContain(instead);
  });

  it('and repeats no password', () => {
    for (const text of ['https://me:hunter2@api.example.com/x', 'me:hunter2@api.example.com']) {
      const { problem } = parseHostRule(text) as { problem: string };
      expect(problem).not.toContain('hunter2');
      expect(problem).toContain('"api.example.com"');
    }
  });
});
