import { svg } from 'lit';
import type { SVGTemplateResult } from 'lit';
import type { WidgetShape } from '../src/core/protocol/index.js';

/** A 16 px line drawing. Decoration only: the text beside it, or a label, says what it means. */
function icon(paths: SVGTemplateResult): SVGTemplateResult {
  return svg`<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor"
    stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${paths}</svg>`;
}

const sheet = svg`<rect x="1.7" y="2.7" width="12.6" height="10.6" rx="1.6"/>`;

/** Each shape as a page with its widget's place filled. */
export const shapeIcons: Record<WidgetShape, SVGTemplateResult> = {
  sidebar: icon(
    svg`${sheet}<path d="M10 3v10h2.6c1 0 1.6-.7 1.6-1.6V4.5c0-.9-.6-1.5-1.6-1.5z" fill="currentColor"/>`,
  ),
  modal: icon(svg`${sheet}<rect x="4.7" y="5.3" width="6.6" height="5.4" rx="1" fill="currentColor"/>`),
  page: icon(svg`${sheet}<rect x="3.7" y="4.7" width="8.6" height="6.6" rx=".6" fill="currentColor"/>`),
  dashboard: icon(svg`${sheet}<path d="M4.7 10.6V8.2M8 10.6V5.4m3.3 5.2V7" stroke-width="2"/>`),
  background: icon(
    svg`<rect x="1.7" y="2.7" width="12.6" height="10.6" rx="1.6" stroke-dasharray="2 2.4"/><path d="M6.5 6v4L10 8z" fill="currentColor"/>`,
  ),
  settings: icon(
    svg`${sheet}<path d="M4.5 6h3.4m3 0h.6M4.5 10h.7m3 0h3.3"/><circle cx="9.3" cy="6" r="1.3"/><circle cx="6.6" cy="10" r="1.3"/>`,
  ),
};

export const icons = {
  reload: icon(svg`<path d="M13.2 8a5.2 5.2 0 1 1-1.6-3.8M13.3 1.9v2.9h-2.9"/>`),
  chevron: icon(svg`<path d="m6 4 4 4-4 4"/>`),
  copy: icon(
    svg`<rect x="5.4" y="5.4" width="8" height="8" rx="1.4"/><path d="M10.6 5.2V4a1.4 1.4 0 0 0-1.4-1.4H4A1.4 1.4 0 0 0 2.6 4v5.2A1.4 1.4 0 0 0 4 10.6h1.2"/>`,
  ),
  close: icon(svg`<path d="m4 4 8 8m0-8-8 8"/>`),
  search: icon(svg`<circle cx="7" cy="7" r="4.2"/><path d="m10.2 10.2 3.3 3.3"/>`),
  bolt: icon(svg`<path d="M8.7 1.8 3.5 9h3.8l-.5 5.2L12.5 7H8.3z"/>`),
  plug: icon(svg`<path d="M5.5 1.9v3m5-3v3M3.6 5h8.8v2.2a4.4 4.4 0 0 1-8.8 0zM8 11.6v2.6"/>`),
  elsewhere: icon(
    svg`<path d="M9.5 2.5h4v4m0-4L7.8 8.2M11.5 9v3.2a1.3 1.3 0 0 1-1.3 1.3H3.8a1.3 1.3 0 0 1-1.3-1.3V5.8a1.3 1.3 0 0 1 1.3-1.3H7"/>`,
  ),
} as const;

/** The mark: a shim between two boards. */
export const mark = svg`<svg width="28" height="28" viewBox="0 0 32 32" fill="none" aria-hidden="true">
  <rect width="32" height="32" rx="8" fill="#0b6b60"/>
  <path d="M7 9.5h18M7 22.5h18" stroke="#fff" stroke-width="3" stroke-linecap="round"/>
  <path d="M6.5 16.6 26 13.4v5.2z" fill="#f4b860"/></svg>`;
