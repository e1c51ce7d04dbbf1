import { describe, expect, it } from 'vitest';
import { hostOriginLeft, leaveHostOrigin } from '../../src/widget/host-origin.js';

describe('the origin that the prelude leaves for the SDK', () => {
  it('is found again, and by no one who lists what a page has', () => {
    const page = {};
    expect(hostOriginLeft(page)).toBeUndefined();
    leaveHostOrigin(page, 'http://127.0.0.1:5180');
    expect(hostOriginLeft(page)).toBe('http://127.0.0.1:5180');
    expect(Object.getOwnPropertyNames(page)).toEqual([]);
    expect({ ...page }).toEqual({});
  });

  it('is not for the page to change', () => {
    const page: Record<symbol, string> = {};
    leaveHostOrigin(page, 'http://127.0.0.1:5180');
    const [key] = Object.getOwnPropertySymbols(page);
    expect(Reflect.set(page, key ?? '', 'http://127.0.0.1:9')).toBe(false);
    expect(hostOriginLeft(page)).toBe('http://127.0.0.1:5180');
  });
});
