import { html, Tokenizer } from 'parse5';
import type { Token, TokenHandler } from 'parse5';

/** End tags that the parser heeds before there is a head. */
const HEEDED: readonly html.TAG_ID[] = [html.TAG_ID.HEAD, html.TAG_ID.BODY, html.TAG_ID.HTML, html.TAG_ID.BR];

/**
 * Where a script stands before everything else in a page without changing the rest of its tree:
 * first in the head where the source has its tag, else before the first thing that makes the parser
 * begin one. Doctype, comments and `<html>` come before that and stay what they are.
 *
 * @returns undefined for a page that has nothing but those: nothing in it could run
 * @see https://html.spec.whatwg.org/multipage/parsing.html#the-before-head-insertion-mode
 */
export function preludePlace(source: string): number | undefined {
  let place: number | undefined;
  const stay = () => {};
  function take(at: number | undefined): void {
    place ??= at;
    tokenizer.pause();
  }
  const handler: TokenHandler = {
    onDoctype: stay,
    onComment: stay,
    onWhitespaceCharacter: stay,
    onEof: stay,
    onParseError: null,
    onCharacter: ({ location }) => take(location?.startOffset),
    onNullCharacter: ({ location }) => take(location?.startOffset),
    onStartTag({ tagID, location }: Token.TagToken) {
      if (tagID === html.TAG_ID.HEAD) take(location?.endOffset);
      else if (tagID !== html.TAG_ID.HTML) take(location?.startOffset);
    },
    onEndTag({ tagID, location }: Token.TagToken) {
      if (HEEDED.includes(tagID)) take(location?.startOffset);
    },
  };
  const tokenizer = new Tokenizer({ sourceCodeLocationInfo: true }, handler);
  tokenizer.write(source, true);
  return place;
}
