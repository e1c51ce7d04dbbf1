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
  return sentence
    .replace(/"(?:[^"\\]|\\.)*"/gs, '"…"')
    .replace(/\bthe (number|boolean) \S+/g, 'the $1 …')
    .replace(/https?:\/\/[^\s'"<>`]+/gi, shownUrl)
    .slice(0, MOST);
}
