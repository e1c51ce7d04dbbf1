/**
 * A text without the characters at its ends that a test tells.
 *
 * SECURITY: not by an expression such as `/[ \t]+$/`, whose time grows with the square of the spaces inside.
 */
export function trimEnds(text: string, isOuter: (character: string) => boolean): string {
  let start = 0;
  let end = text.length;
  while (start < end && isOuter(text.charAt(start))) start += 1;
  while (end > start && isOuter(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** Spaces and tabs: around a header's value they are no part of it (RFC 9110, section 5.5). */
export function isBlank(character: string): boolean {
  return character === ' ' || character === '\t';
}
