import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskSecrets, secretForms } from '../../../src/core/connections/mask-secrets.js';

describe('a masked message', () => {
  it.each([
    ['token abcd1234 was refused', ['abcd1234'], 'token ‹secret› was refused'],
    ['abcd1234 and abcd', ['abcd', 'abcd1234'], '‹secret› and ‹secret›'],
    ['secret is in the mask', ['secret'], '‹secret› is in the mask'],
    ['a.c+ d$^', ['a.c+', 'd$^(', 'x'], '‹secret› d$^'],
    ['a short one stays: c', ['c'], 'a short one stays: c'],
    ['nothing', [], 'nothing'],
  ])('%s without %j', (message, secrets, expected) => {
    expect(maskSecrets(message, secrets)).toBe(expected);
  });

  it('may be of any length, and so may secrets', () => {
    const secret = 'aB3+/'.repeat(40_000);
    const message = `${'x'.repeat(100_000)}${secret} and ${encodeURIComponent(secret)}`;
    expect(maskSecrets(message, secretForms(secret))).toBe(`${'x'.repeat(100_000)}‹secret› and ‹secret›`);
  });

  it('holds no secret in any form in which it travels, whatever it is made of', () => {
    const secret = fc.string({ unit: 'binary', minLength: 4, maxLength: 40 });
    fc.assert(
      fc.property(fc.string(), secret, fc.string(), (before, hidden, after) => {
        for (const form of secretForms(hidden)) {
          const masked = maskSecrets(`${before}${form}${after}`, secretForms(hidden));
          expect(masked.replaceAll('‹secret›', '')).not.toContain(hidden);
        }
      }),
    );
  });
});
