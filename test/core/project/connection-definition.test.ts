import { describe, expect, it } from 'vitest';
import { configuredConnectionSchema, connectionDefinitionSchema } from '../../../src/core/project/index.js';
import { vectors } from '../../support/vectors.js';
import { problemsOf } from './problems-of.js';

const hosts = ['api.example.com'];

describe('a definition', () => {
  const cases = vectors<{ connections?: Record<string, object> }[]>('request.json');
  const definitions = cases.flatMap(({ connections = {} }) => Object.values(connections));

  it.each(definitions)('of the vectors: %j', (definition) => {
    expect(connectionDefinitionSchema.parse(definition)).toEqual(definition);
  });

  it.each([
    [{ type: 'bearer', token: 'a.b-c', scheme: 'Zoho-oauthtoken', hosts }],
    [{ type: 'apiKey', in: 'header', name: 'X-Api-Key', value: 'k 1', hosts }],
    [{ type: 'apiKey', in: 'query', name: 'api key', value: 'ключ', hosts }],
    [{ type: 'basic', username: 'me', password: '', hosts: ['*.example.com', '[::1]:9000'] }],
    [{ type: 'basic', username: 'jürgen', password: 'a:b', hosts }],
  ])('%j', (definition) => expect(connectionDefinitionSchema.parse(definition)).toEqual(definition));
});

describe('a wrong definition names the member', () => {
  const secret = 'planted';

  it.each([
    [{ type: 'bearer', token: `${secret}\r\nX-Evil: 1`, hosts }, 'token: cannot stand in a header'],
    [{ type: 'bearer', token: `${secret}\n`, hosts }, 'token: cannot stand in a header'],
    [{ type: 'bearer', token: `${secret}\0`, hosts }, 'token: cannot stand in a header'],
    [{ type: 'bearer', token: `${secret}€`, hosts }, 'token: cannot stand in a header'],
    [{ type: 'bearer', token: '', hosts }, 'token: cannot stand in a header'],
    [{ type: 'bearer', token: ` ${secret}`, hosts }, 'token: cannot stand in a header'],
    [{ type: 'bearer', token: { env: 'X' }, hosts }, 'token: expected text'],
    [{ type: 'bearer', token: secret, scheme: 'A B', hosts }, 'scheme: is no authentication scheme'],
    [{ type: 'bearer', token: secret, scheme: 'A\r\nB', hosts }, 'scheme: is no authentication scheme'],
    [{ type: 'bearer', token: secret, hosts: [] }, 'hosts: is empty'],
    [{ type: 'bearer', token: secret }, 'hosts: expected a list'],
    [{ type: 'bearer', token: secret, hosts: 'api.example.com' }, 'hosts: expected a list'],
    [{ type: 'bearer', token: secret, hosts: ['*'] }, 'hosts[0]: "*" would send the credential anywhere'],
    [{ type: 'bearer', token: secret, hosts, host: 1 }, 'host: is not a known key; did you mean "hosts"?'],
    [{ type: 'apiKey', in: 'header', name: 'X Key', value: secret, hosts }, 'name: is no header name'],
    [{ type: 'apiKey', in: 'header', name: 'X\r\nY', value: secret, hosts }, 'name: is no header name'],
    [
      { type: 'apiKey', in: 'header', name: 'Host', value: secret, hosts },
      'name: is a header that only the transport',
    ],
    [
      { type: 'apiKey', in: 'header', name: 'transfer-encoding', value: secret, hosts },
      'name: is a header that only',
    ],
    [
      { type: 'apiKey', in: 'header', name: 'K', value: `${secret}\r\nX: 1`, hosts },
      'value: cannot stand in a header',
    ],
    [{ type: 'apiKey', in: 'query', name: '', value: secret, hosts }, 'name: is empty'],
    [{ type: 'apiKey', in: 'cookie', name: 'k', value: secret, hosts }, 'in: expected "header" or "query"'],
    [{ type: 'basic', username: 'a:b', password: secret, hosts }, 'username: has a colon'],
    [{ type: 'basic', username: 'a', password: `${secret}\n`, hosts }, 'password: has a control character'],
    [{ type: 'basic', username: 'a', hosts }, 'password: expected text'],
    [
      { type: 'hawk', token: secret, hosts },
      'type: expected "bearer", "apiKey", "basic", "oauth2" or "custom"',
    ],
    [{ token: secret, hosts }, 'type: expected "bearer", "apiKey", "basic", "oauth2" or "custom"'],
    ['text', ': expected an object'],
  ])('%j', (definition, problem) => {
    const problems = problemsOf(connectionDefinitionSchema, definition);
    expect(problems).toEqual([expect.stringContaining(problem)]);
    expect(problems.join()).not.toContain(secret);
  });
});

describe('a configured connection', () => {
  it('is a definition, or off for a reason', () => {
    const definition = { type: 'bearer', token: 't', hosts };
    expect(configuredConnectionSchema.parse(definition)).toEqual(definition);
    expect(configuredConnectionSchema.parse({ off: 'No token.' })).toEqual({ off: 'No token.' });
  });

  it('has the problems of what it is meant to be', () => {
    expect(problemsOf(configuredConnectionSchema, { off: 3 })).toEqual([
      expect.stringMatching(/^off: expected the reason/),
    ]);
    expect(problemsOf(configuredConnectionSchema, { type: 'bearer', token: 't', hosts: ['*'] })).toEqual([
      expect.stringMatching(/^hosts\[0\]: /),
    ]);
  });
});
