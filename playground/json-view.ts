import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** More than anybody reads in a row; the copy button has all of it. */
const SHOWN_CHARACTERS = 60_000;

/** A name, a text, a word or a number of JSON. */
const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b/g;

/** JSON text with its names, texts, numbers and words told apart by colour (`jsonViewStyles`). */
export function jsonView(text: string): TemplateResult {
  const shown = text.slice(0, SHOWN_CHARACTERS);
  const parts: (string | TemplateResult)[] = [];
  let end = 0;
  for (const match of shown.matchAll(TOKEN)) {
    const [token, quoted, colon] = match;
    parts.push(shown.slice(end, match.index));
    parts.push(html`<span class=${kindOf(token, quoted, colon)}>${quoted ?? token}</span>${colon ?? ''}`);
    end = match.index + token.length;
  }
  parts.push(shown.slice(end));
  const rest = text.length - shown.length;
  return html`<pre tabindex="0">${parts}${rest > 0 ? `\n… ${rest.toLocaleString('en')} more characters: use Copy.` : ''}</pre>`;
}

function kindOf(token: string, quoted: string | undefined, colon: string | undefined): string {
  if (quoted !== undefined) return colon === undefined ? 'string' : 'name';
  return /^[a-z]/.test(token) ? 'word' : 'number';
}
