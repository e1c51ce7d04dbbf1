/** What a script element holds; undefined for data that nobody runs. */
export type ScriptType = 'classic' | 'module' | 'importmap';

/** The JavaScript MIME type essence matches of the MIME Sniffing standard (section 4.6). */
const JAVASCRIPT = new Set([
  'application/ecmascript',
  'application/javascript',
  'application/x-ecmascript',
  'application/x-javascript',
  'text/ecmascript',
  'text/javascript',
  'text/javascript1.0',
  'text/javascript1.1',
  'text/javascript1.2',
  'text/javascript1.3',
  'text/javascript1.4',
  'text/javascript1.5',
  'text/jscript',
  'text/livescript',
  'text/x-ecmascript',
  'text/x-javascript',
]);

/** Reads the type of a script element (HTML standard, section 4.12.1.1, "prepare the script element"). */
export function scriptTypeOf(element: HTMLScriptElement): ScriptType | undefined {
  const type = element.getAttribute('type');
  const language = element.getAttribute('language');
  if (type === '' || (type === null && !language)) return 'classic';
  const given = type === null ? `text/${language}` : type.trim();
  const essence = given.toLowerCase();
  if (JAVASCRIPT.has(essence)) return 'classic';
  return essence === 'module' || essence === 'importmap' ? essence : undefined;
}
