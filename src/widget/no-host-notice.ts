/**
 * Says on the page and on the console why nothing works: a widget that is opened by itself would
 * otherwise only stay empty.
 */
export function showNoHostNotice(message: string): void {
  console.error(`[zfapps-shim] ${message}`);
  const show = () => document.body.prepend(notice(message));
  if (document.body !== null) show();
  else document.addEventListener('DOMContentLoaded', show, { once: true });
}

/** A shadow root keeps the widget's styles out; styles are set by script, so a CSP does not stop them. */
function notice(message: string): HTMLElement {
  const element = document.createElement('zfapps-notice');
  const box = document.createElement('div');
  box.setAttribute('role', 'alert');
  box.textContent = message;
  Object.assign(box.style, {
    all: 'initial',
    display: 'block',
    font: '14px/1.5 system-ui, sans-serif',
    padding: '12px 16px',
    color: '#3b2300',
    background: '#fff4d6',
    borderBottom: '1px solid #e0b64c',
  });
  element.attachShadow({ mode: 'open' }).append(box);
  return element;
}
