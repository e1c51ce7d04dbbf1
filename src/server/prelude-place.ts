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
  /** The end of the last tag, comment or doctype. */
  let end = 0;
  const skip = ({ location }: Token.Token) => {
    end = location?.endOffset ?? end;
  };
  function take(at: number | undefined): void {
    place ??= at;
    tokenizer.pause();
  }
  // Not the token's own position: behind white space the tokenizer gives that of `&amp;` wrongly.
  const takeText = () => take(end + (/^[\t\n\f\r ]*/.exec(source.slice(end))?.[0].length ?? 0));
  const handler: TokenHandler = {
    onDoctype: skip,
    onComment: skip,
    onStartTag(tag) {
      if (tag.tagID === html.TAG_ID.HTML) skip(tag);
      else if (tag.tagID === html.TAG_ID.HEAD) take(tag.location?.endOffset);
      else take(tag.location?.startOffset);
    },
    onEndTag(tag) {
      if (HEEDED.includes(tag.tagID)) take(tag.location?.startOffset);
      else skip(tag);
    },
    onCharacter: takeText,
    onNullCharacter: takeText,
    onWhitespaceCharacter: () => {},
    onEof: () => {},
    onParseError: null,
  };
  const tokenizer = new Tokenizer({ sourceCodeLocationInfo: true }, handler);
  tokenizer.write(source, true);
  return place;
}
