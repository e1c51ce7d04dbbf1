import type { WidgetToOpen } from './types.js';

/**
 * What a widget's frame may do: everything but navigating the top window, so that a link with
 * `target=_top` does not end the session. `allow-same-origin` keeps the widget's own origin, so that
 * its storage works; the host page has another one. What no token gives back is Chromium's PDF
 * viewer: inside a sandbox it stays shut.
 */
const SANDBOX = [
  'allow-scripts',
  'allow-same-origin',
  'allow-forms',
  'allow-modals',
  'allow-popups',
  'allow-popups-to-escape-sandbox',
  'allow-downloads',
  'allow-pointer-lock',
  'allow-orientation-lock',
  'allow-presentation',
].join(' ');

/** Makes the frame of a widget; it loads once it is put into the page. */
export function createFrame(widget: WidgetToOpen): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.setAttribute('data-zfapps-widget', widget.widget);
  frame.setAttribute('sandbox', SANDBOX);
  frame.title = widget.widget;
  frame.style.border = '0';
  // The browsers' default, as the host page's own is: `document.referrer` holds its origin.
  frame.referrerPolicy = 'strict-origin-when-cross-origin';
  if (widget.allowedFeatures !== undefined && widget.allowedFeatures.length > 0) {
    frame.allow = widget.allowedFeatures.join('; ');
  }
  frame.src = widget.url;
  return frame;
}
