/** A frame as the host makes it, for the contenders that have no host. */
export function appendFrame(url: string): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts allow-same-origin');
  frame.allow = ALLOWED.join('; ');
  frame.src = url;
  document.body.append(frame);
  return frame;
}

/** Both pages are isolated, so that their clocks tick every 5 µs and not every 100 µs. */
export const ALLOWED = ['cross-origin-isolated'];
