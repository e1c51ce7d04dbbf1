/**
 * The product's own style variables that widgets read without defining them. Seen in one of the vendor's
 * samples, whose buttons are white on white without; the value is chosen.
 */
const THEME = ':where(:root){--zf-primary_button_bg_color:#408dfb}';

/** Gives a page the product's style variables, weaker than any rule of its own. */
export function applyTheme(page: Document): void {
  // A sheet that is constructed: the page's policy may forbid a style element.
  if (!('adoptedStyleSheets' in page) || typeof CSSStyleSheet !== 'function') return;
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(THEME);
    page.adoptedStyleSheets = [sheet, ...page.adoptedStyleSheets];
  } catch {
    // A DOM engine without it: nothing is drawn there.
  }
}
