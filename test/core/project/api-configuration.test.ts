import { describe, expect, it } from 'vitest';
import { apiConfigurationSchema } from '../../../src/core/project/index.js';
import { vectors } from '../../support/vectors.js';
import { problemsOf } from './problems-of.js';

const url = 'https://api.example.com/v1';

describe('an API configuration', () => {
  const { apiConfigurations } = vectors<{ apiConfigurations: Record<string, object> }>(
    'api-configuration.json',
  );

  it.each(Object.entries(apiConfigurations))('of the vectors: %s', (_, configuration) => {
    expect(apiConfigurationSchema.parse(configuration)).toEqual(configuration);
  });

  it.each(['get', 'GET', 'Get'])('has its method in upper case: %s', (method) => {
    expect(apiConfigurationSchema.parse({ method, url }).method).toBe('GET');
  });

  it('is a GET where it names no method', () =>
    expect(apiConfigurationSchema.parse({ url }).method).toBe('GET'));

  it.each([
    ['https://api.example.com/{a}/{b.c}/{d-e}?q={f}'],
    ['http://127.0.0.1:9000/{state}'],
    ['HTTPS://api.example.com'],
  ])('may have the URL %s', (text) => expect(apiConfigurationSchema.parse({ url: text }).url).toBe(text));

  it('may store a body and pairs of every kind of value', () => {
    const configuration = {
      method: 'POST',
      url,
      url_query: [
        { key: 'a', value: 1 },
        { key: 'b', value: true },
        { key: 'c', value: null },
        { key: 'd', value: { e: [1] } },
        { key: 'f' },
      ],
      body: { mode: 'raw', raw: { a: 1 } },
    };
    expect(apiConfigurationSchema.parse(configuration)).toEqual(configuration);
  });
});

describe('a wrong one names the member', () => {
  it.each([
    [{ url: '/v1' }, 'url: is no absolute URL'],
    [{ url: 'api.example.com/v1' }, 'url: is no absolute URL'],
    [{ url: 'ftp://api.example.com/' }, 'url: has the scheme ftp:'],
    [{ url: 'javascript:alert(1)' }, 'url: has the scheme javascript:'],
    [{ url: 'https://me:pw@api.example.com/' }, 'url: has a user name or password'],
    [{ url: 'https://{host}/v1' }, 'url: has a {name} before its path'],
    [{ url: 'https://api.example.com:{port}/v1' }, 'url: '],
    [{ url: 'https:\\\\{host}.example.com/' }, 'url: has a {name} before its path'],
    [{ url: 'https:/\t/{host}/v1' }, 'url: has a {name} before its path'],
    [{ url: 'https://api.example.com:80{port}/v1' }, 'url: '],
    [{ url: 'https:{host}' }, 'url: has a {name} before its path'],
    [{ url: '{scheme}://api.example.com/' }, 'url: '],
    [{ url: `${url}/{}` }, 'url: {} has no plain name'],
    [{ url: `${url}/{a b}` }, 'url: {a b} has no plain name'],
    [{ url: `${url}/{a` }, 'url: has a brace without its partner'],
    [{}, 'url: expected an absolute URL'],
    [{ url, method: 'FETCH' }, 'method: "FETCH" is none of GET, POST, PUT, DELETE, PATCH'],
    [{ url, header: {} }, 'header: expected a list of pairs'],
    [{ url, header: [{ key: 1 }] }, 'header[0].key: expected text'],
    [{ url, url_query: [{ key: 'a', value: () => 1 }] }, 'url_query[0].value: expected text'],
    [{ url, body: { mode: 'json' } }, 'body.mode: expected one of urlencoded, formdata, raw'],
    [
      { url, connection_link_name: 'x' },
      'connection_link_name: is not a known key; did you mean "connection"?',
    ],
    [{ url, headers: [] }, 'headers: is not a known key; did you mean "header"?'],
    [{ url, connection: '' }, 'connection: is empty'],
  ])('%j', (configuration, problem) => {
    expect(problemsOf(apiConfigurationSchema, configuration)).toEqual([expect.stringContaining(problem)]);
  });
});
