import { afterEach, expect, it } from 'vitest';
import { RecordEditor } from '../../playground/record-editor.js';

afterEach(() => document.body.replaceChildren());

async function show(record: Record<string, unknown>): Promise<RecordEditor> {
  const editor = new RecordEditor();
  editor.module = 'invoice';
  editor.record = record;
  document.body.append(editor);
  await editor.updateComplete;
  return editor;
}

const areaOf = (editor: RecordEditor) => editor.renderRoot.querySelector('textarea') as HTMLTextAreaElement;
const verdictOf = (editor: RecordEditor) => editor.renderRoot.querySelector('#verdict')?.textContent ?? '';
const buttonOf = (editor: RecordEditor, text: string) =>
  [...editor.renderRoot.querySelectorAll('button')].find(
    (button) => button.textContent === text,
  ) as HTMLButtonElement;

async function type(editor: RecordEditor, text: string): Promise<void> {
  areaOf(editor).value = text;
  areaOf(editor).dispatchEvent(new Event('input'));
  await editor.updateComplete;
}

it('shows the record', async () => {
  const editor = await show({ total: 1 });
  expect(JSON.parse(areaOf(editor).value)).toEqual({ total: 1 });
});

it('says line and column of a mistake and offers no apply', async () => {
  const editor = await show({ total: 1 });
  await type(editor, '{\n  "total": 1,,\n}');
  expect(verdictOf(editor)).toContain('Line 2, column 14');
  expect(areaOf(editor).getAttribute('aria-invalid')).toBe('true');
  expect(buttonOf(editor, 'Apply').disabled).toBe(true);
});

it('applies what is a record', async () => {
  const editor = await show({ total: 1 });
  const applied: unknown[] = [];
  editor.addEventListener('apply', (event) => applied.push((event as CustomEvent).detail));
  await type(editor, '{"total": 2}');
  buttonOf(editor, 'Apply').click();
  expect(applied).toEqual([{ total: 2 }]);
});

it('keeps bad text when the page gets another record, and when the person went to another record and back', async () => {
  const editor = await show({ total: 1 });
  await type(editor, '{"half":');
  editor.record = { total: 3 };
  await editor.updateComplete;
  expect(areaOf(editor).value).toBe('{"half":');
  editor.draftKey = 'bill/details/1';
  editor.record = { bill_number: 'B' };
  await editor.updateComplete;
  expect(JSON.parse(areaOf(editor).value)).toEqual({ bill_number: 'B' });
  editor.draftKey = '';
  await editor.updateComplete;
  expect(areaOf(editor).value).toBe('{"half":');
});

it('resets to the record', async () => {
  const editor = await show({ total: 1 });
  let resets = 0;
  editor.addEventListener('reset', () => {
    resets += 1;
  });
  await type(editor, 'oh no');
  buttonOf(editor, 'Reset').click();
  await editor.updateComplete;
  expect(resets).toBe(1);
  expect(JSON.parse(areaOf(editor).value)).toEqual({ total: 1 });
});

it('selects the place of the mistake', async () => {
  const editor = await show({});
  await type(editor, '{"a": x}');
  buttonOf(editor, 'Go there').click();
  expect(areaOf(editor).selectionStart).toBe(6);
});
