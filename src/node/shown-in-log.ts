const MOST = 1_000;

/**
 * An address as a log may have it: without query, fragment, user name and password. It need not be a URL: that of
 * an invoke call has its placeholders as they were written.
 */
export function shownUrl(text: string): string {
  // As the URL standard reads one.
  const [path = ''] = text.replace(/[\t\n\r]/g, '').split(/[?#]/, 1);
  // What is no address may be anything.
  if (path !== '' && !/^(?:https?:|\/|api\/)/i.test(path)) return '…';
  return path.replace(/^(https?:|(?=[\\/]{2}))[\\/]*[^\\/]*@/i, '$1//').slice(0, MOST);
}

/**
 * A sentence as a log may have it. What it quotes may be of a body, and an address in it has lost its query.
 * SECURITY: a refusal quotes what is wrong to whoever sent it; who reads logs did not send it.
 */
export function shownProblem(sentence: string): string {
  return withoutQuotations(sentence)
    .replace(/\bthe (number|boolean) \S+/g, 'the $1 …')
    .replace(/https?:\/\/[^\s'"<>`]+/gi, shownUrl)
    .slice(0, MOST);
}

/**
 * A quotation with what surrounds it. It is a clean one where it stands as a word does, and its text touches both
 * marks. Of `"{"key": secret"`, where marks within are not escaped, the first would be `"{"`.
 */
const QUOTATION = /"(?:[^"\\]|\\.)*"/gs;
const BEFORE = /^$|[\s([{<>:,=/|]$/;
const AFTER = /^$|^[\s)\]}<>:,=/|.;!?'’]/;
const TOUCHING = /^""$|^"\S(?:.*\S)?"$/s;

/** How V8 says that a text is no JSON: it quotes the text with its marks as they are. */
const BY_ENGINE = /is not valid JSON|in JSON at position|JSON input/;

/** Leaves out what is quoted; everything from the first mark on where that cannot be told for certain. */
function withoutQuotations(sentence: string): string {
  let isClean = !BY_ENGINE.test(sentence);
  const rest = sentence.replace(QUOTATION, (quotation: string, at: number) => {
    const end = at + quotation.length;
    isClean &&=
      TOUCHING.test(quotation) &&
      BEFORE.test(sentence.slice(Math.max(at - 1, 0), at)) &&
      AFTER.test(sentence.slice(end, end + 1));
    return '…';
  });
  if (isClean && !rest.includes('"')) return sentence.replace(QUOTATION, '"…"');
  const first = sentence.indexOf('"');
  return first === -1 ? sentence : `${sentence.slice(0, first)}"…`;
}
