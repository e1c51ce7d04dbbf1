import { describe, expect, it } from 'vitest';
import { parseRecord } from '../../playground/parse-record.js';

describe('reading the text of a record', () => {
  it('takes an object', () => {
    expect(parseRecord('{"total": 12}', 'invoice')).toEqual({ ok: true, record: { total: 12 } });
  });

  it("takes the record out of an API's answer", () => {
    const text = '{"code": 0, "message": "success", "invoice": {"total": 12}}';
    expect(parseRecord(text, 'invoice')).toEqual({ ok: true, record: { total: 12 } });
  });

  it('keeps a member of the module’s name that is no record', () => {
    expect(parseRecord('{"invoice": "INV-1"}', 'invoice')).toEqual({
      ok: true,
      record: { invoice: 'INV-1' },
    });
  });

  it.each([
    // The place is that of the first character that is wrong, both counted from 1.
    ['{\n  "a": 1,\n  b: 2\n}', 3, 3],
    ['{\n  "a": 1,,\n}', 2, 10],
    ['{"a": 1,}', 1, 9],
    ['{"a": 1}\n// end', 2, 1],
    ['{\r\n"a": tru\r\n}', 2, 6],
  ])('says where %j is wrong', (text, line, column) => {
    expect(parseRecord(text, 'invoice')).toMatchObject({ ok: false, line, column });
  });

  it('says the place in words', () => {
    const parsed = parseRecord('{\n  a: 1\n}', 'invoice');
    expect(parsed.ok ? '' : parsed.message).toMatch(/^Line 2, column 3: .+ double quotes\.$/);
  });

  it.each(['', '   ', '[1]', '"text"', 'null', '12'])('refuses %j', (text) => {
    expect(parseRecord(text, 'invoice').ok).toBe(false);
  });
});
