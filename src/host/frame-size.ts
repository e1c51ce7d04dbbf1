import type { ResizableFrame } from './stage.js';

const LENGTH = /^\d+(?:\.\d+)?(?:px|%|vh|vw|em|rem)?$/;

/**
 * Reads a length of `invoke('RESIZE')`: `'800px'`, `'100%'`, or a bare number of pixels.
 *
 * @returns a CSS length, or undefined for anything else
 */
export function toCssLength(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  if (!LENGTH.test(text)) return undefined;
  return /\d$/.test(text) ? `${text}px` : text;
}

/** Resizes a frame; members that are missing or no length leave that side as it is. */
export function resizeFrame(frame: ResizableFrame, width: unknown, height: unknown): string[] {
  const warnings: string[] = [];
  for (const [side, value] of [
    ['width', width],
    ['height', height],
  ] as const) {
    if (value === undefined || value === null) continue;
    const length = toCssLength(value);
    if (length === undefined)
      warnings.push(`RESIZE ignored ${side}: expected a length such as '400px', '100%' or 400.`);
    else frame.style[side] = length;
  }
  return warnings;
}
