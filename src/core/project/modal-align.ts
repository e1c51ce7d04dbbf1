import type { ModalAlign } from '../protocol/index.js';

/** Where a modal may stand, as `popup.align` of a manifest says it. */
export const MODAL_ALIGNS = [
  'center',
  'left',
  'right',
  'top',
  'bottom',
] as const satisfies readonly ModalAlign[];

const ALIASES: Readonly<Record<string, ModalAlign>> = { centre: 'center', middle: 'center' };

/** Reads `popup.align` in any letter case; undefined for a word that is none of {@link MODAL_ALIGNS}. */
export function toModalAlign(text: string): ModalAlign | undefined {
  const word = text.trim().toLowerCase();
  if (Object.hasOwn(ALIASES, word)) return ALIASES[word];
  return MODAL_ALIGNS.find((align) => align === word);
}
