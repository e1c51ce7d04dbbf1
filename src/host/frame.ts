import type { WidgetToOpen } from './types.js';

/**
 * What a widget's frame may do. `allow-same-origin` keeps the widget's own origin, so that its
 * storage works; the host page has another one. Navigating the top window is not among it.
 */
const SANDBOX = [
  'allow-scripts',
  'allow-same-origin',
  'allow-forms',
  'allow-modals',
  'allow-popups',
  'allow-popups-to-escape-sandbox',
  'allow-downloads',
].join(' ');

/** Makes the frame of a widget; it loads once it is put into the page. */
export function createFrame(widget: WidgetToOpen): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.setAttribute('data-zfapps-widget', widget.widget);
  frame.setAttribute('sandbox', SANDBOX);
  frame.title = widget.widget;
  frame.style.border = '0';
  if (widget.allowedFeatures !== undefined && widget.allowedFeatures.length > 0) {
    frame.allow = widget.allowedFeatures.join('; ');
  }
  frame.src = widget.url;
  return frame;
}
