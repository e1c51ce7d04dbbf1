import { describe, expect, it } from 'vitest';
import { DATA_CENTERS } from '../../src/core/project/index.js';
import { pageOf } from './shared-state.js';
import type { ManifestAnswer } from '../../src/core/protocol/index.js';
import type { ServerOptions } from '../../src/server/index.js';

const ORGANIZATION = {
  organization_id: '1',
  name: 'Mine',
  data_center_extension: '.com',
  api_root_endpoint: 'https://www.zohoapis.com/books/v3',
  language_code: 'en',
};

const records = (changes: object = {}): Pick<ServerOptions, 'records'> => ({
  records: () => ({
    organization: { ...ORGANIZATION, ...changes },
    user: { name: 'Maya', email: 'm@x.example' },
    records: {},
  }),
});

describe('a switch while running', () => {
  it('of the language is in the organisation and in the manifest’s answer', async () => {
    const page = await pageOf({ ...records(), locale: 'en' });
    expect(await page.switchTo({ locale: 'pt-br' })).toEqual({ ok: true, value: {} });
    expect((await page.records()).organization).toEqual({ ...ORGANIZATION, language_code: 'pt-BR' });
    expect(await page.get<ManifestAnswer>('manifest')).toMatchObject({
      locale: 'pt-BR',
      locales: ['pt-BR'],
    });
  });

  it.each(
    DATA_CENTERS.flatMap((from) => DATA_CENTERS.map((to) => [from, to] as const)),
  )('of the data centre from %s to %s is in the extension and in the API root', async (from, to) => {
    const page = await pageOf(
      records({
        data_center_extension: `.${from}`,
        api_root_endpoint: `https://www.zohoapis.${from}/books/v3`,
      }),
    );
    await page.switchTo({ dataCenter: to });
    expect((await page.records()).organization).toMatchObject({
      data_center_extension: `.${to}`,
      api_root_endpoint: `https://www.zohoapis.${to}/books/v3`,
    });
  });

  it.each([
    ['https://www.zohoapis.com:8443/x?y=.com', 'https://www.zohoapis.eu:8443/x?y=.com'],
    ['https://books.zoho.com.au', 'https://books.zoho.eu'],
    // A project's own stay where they are.
    ['http://127.0.0.1:9000/books.zoho.com', 'http://127.0.0.1:9000/books.zoho.com'],
    ['https://mock.example.com/books/v3', 'https://mock.example.com/books/v3'],
    ['https://www.zohoapis.com.evil.example/', 'https://www.zohoapis.com.evil.example/'],
    ['no address', 'no address'],
    ['', ''],
  ])('of the data centre makes of the API root %j %j', async (from, to) => {
    const page = await pageOf(records({ api_root_endpoint: from }));
    await page.switchTo({ dataCenter: 'eu' });
    expect((await page.records()).organization.api_root_endpoint).toBe(to);
  });

  it('of members wins over language and data centre', async () => {
    const page = await pageOf(records());
    await page.switchTo({
      locale: 'fr',
      dataCenter: 'eu',
      organization: { name: 'Other', language_code: 'de', nested: { a: 1 } },
      user: { name: 'Ada' },
    });
    expect(await page.records()).toMatchObject({
      organization: {
        organization_id: '1',
        name: 'Other',
        language_code: 'de',
        data_center_extension: '.eu',
        nested: { a: 1 },
      },
      user: { name: 'Ada', email: 'm@x.example' },
    });
  });

  it('leaves what it does not name as it is', async () => {
    const page = await pageOf(records());
    await page.switchTo({ locale: 'fr' });
    await page.switchTo({ organization: { name: 'Other' } });
    await page.switchTo({ organization: { country: 'France' } });
    await page.switchTo({});
    expect((await page.records()).organization).toMatchObject({
      language_code: 'fr',
      name: 'Other',
      country: 'France',
    });
  });

  it('is not undone by forgetting what was saved', async () => {
    const page = await pageOf(records());
    await page.switchTo({ locale: 'fr' });
    await page.command({ type: 'reset' });
    expect((await page.records()).organization.language_code).toBe('fr');
  });

  it('reaches no prototype', async () => {
    const page = await pageOf(records());
    await page.post('records', JSON.parse('{"type":"switch","changes":{"user":{"__proto__":{"x":1}}}}'));
    expect((await page.records()).user.name).toBe('Maya');
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});

describe('a configuration that changes while a switch holds', () => {
  it('wins in what it changes, and only there', async () => {
    let organization: Record<string, unknown> = ORGANIZATION;
    const page = await pageOf({ records: () => ({ organization, user: {}, records: {} }), locale: 'en' });
    await page.switchTo({ locale: 'fr', dataCenter: 'eu', organization: { name: 'Other', city: 'Lyon' } });
    organization = {
      ...ORGANIZATION,
      name: 'Renamed',
      data_center_extension: '.in',
      api_root_endpoint: 'https://www.zohoapis.in/books/v3',
    };
    page.server.update({});
    expect((await page.records()).organization).toMatchObject({
      name: 'Renamed',
      city: 'Lyon',
      data_center_extension: '.in',
      api_root_endpoint: 'https://www.zohoapis.in/books/v3',
      language_code: 'fr',
    });
    page.server.update({ locale: 'de' });
    expect((await page.records()).organization.language_code).toBe('en');
    expect((await page.get<ManifestAnswer>('manifest')).locale).toBe('de');
  });
});

describe('a switch to what is none is refused', () => {
  it.each([
    [{ locale: 'english' }, 'changes.locale: "english" is no language tag; write one such as "en"'],
    [{ locale: 'pt_BR' }, 'changes.locale: "pt_BR" is no language tag; did you mean "pt-BR"?'],
    [{ locale: 5 }, 'changes.locale: expected a language tag'],
    [{ dataCenter: 'us' }, 'changes.dataCenter: "us" is no data centre; did you mean "com"?'],
    [{ dataCenter: '__proto__' }, 'changes.dataCenter: "__proto__" is no data centre'],
    [{ organization: [] }, 'changes.organization: expected an object'],
    [{ user: 'Ada' }, 'changes.user: expected an object'],
    [{ organisation: {} }, 'changes.organisation: is not a known key; did you mean "organization"?'],
    [undefined, 'changes: expected an object with locale, dataCenter, organization, user'],
  ])('%j', async (changes, message) => {
    const page = await pageOf(records());
    expect(await page.post('records', { type: 'switch', changes })).toMatchObject({
      ok: false,
      error: { code: 'invalid_options', message: expect.stringContaining(message) },
    });
    expect((await page.records()).organization).toEqual(ORGANIZATION);
  });
});
