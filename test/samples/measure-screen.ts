/** What is drawn in a document. */
export interface DrawnScreen {
  /** Visible characters of text. */
  characters: number;
  /** Square pixels of images, controls and coloured boxes, overlaps counted again. */
  pixels: number;
}

/** Measures what is drawn in the part of this document that shows. Runs in the frame: it must stand alone. */
export function measureScreen(): DrawnScreen {
  const DRAWS = 'img, svg, canvas, video, input, select, textarea, button, iframe, object, embed, progress';
  const body = document.body ?? document.documentElement;
  const backdrop = getComputedStyle(body).backgroundColor;
  const plain = ['transparent', 'rgba(0, 0, 0, 0)', 'rgb(255, 255, 255)', backdrop];
  let characters = 0;
  let pixels = 0;
  for (const element of [body, ...body.querySelectorAll('*')]) {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const width = Math.min(right, innerWidth) - Math.max(left, 0);
    const height = Math.min(bottom, innerHeight) - Math.max(top, 0);
    if (width < 2 || height < 2) continue;
    if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) characters += (node.nodeValue ?? '').trim().length;
    }
    const { backgroundColor, backgroundImage } = getComputedStyle(element);
    const isBroken = element instanceof HTMLImageElement && element.naturalWidth === 0;
    const isColoured = element !== body && (backgroundImage !== 'none' || !plain.includes(backgroundColor));
    if ((element.matches(DRAWS) && !isBroken) || isColoured) pixels += width * height;
  }
  return { characters, pixels };
}
