import { describe, expect, it } from 'vitest';
import { formsOf } from '../../support/find-secrets.js';
import { findPlanted, PLANTED } from './planted.js';

describe('the search', () => {
  it.each(Object.entries(PLANTED))('finds %s in every form, and where it was cut', (name, secret) => {
    for (const [form, encoded] of Object.entries(formsOf(secret))) {
      expect(findPlanted(`before${encoded}after`), form).not.toEqual([]);
      expect(findPlanted(encoded.slice(0, 16)), form).not.toEqual([]);
    }
    for (const id of ['x', 'the-client', 'the%2Dclient', 'ab']) {
      const pair = Buffer.from(`${id}:${secret}`).toString('base64');
      expect(findPlanted(`Basic ${pair}`).join()).toContain(name);
    }
    expect(findPlanted('nothing of the sort, and https://example.com/?a=b%2Bc&d=%C3%A9')).toEqual([]);
  });
});
