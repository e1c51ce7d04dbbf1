import type { Modal, ModalOptions } from './stage.js';

/**
 * Opens a native modal dialog: it keeps the focus inside, Escape closes it, and focus returns to
 * where it was: in the frame that opened it. Pages style it by `dialog[data-zfapps-modal]`, and place it by
 * `data-zfapps-align`.
 *
 * @param onClose called once, however it was closed
 */
export function openModal(
  title: string,
  onClose: () => void,
  { align = 'center' }: ModalOptions = {},
): Modal {
  const before = focusedElement();
  const dialog = document.createElement('dialog');
  dialog.setAttribute('data-zfapps-modal', '');
  dialog.setAttribute('data-zfapps-align', align);
  dialog.setAttribute('aria-label', title);
  // By itself Chromium closes all dialogs at once that were opened without a click of the person's.
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    dialog.close();
  });

  const heading = document.createElement('strong');
  heading.textContent = title;
  const dismiss = document.createElement('button');
  dismiss.type = 'button';
  dismiss.textContent = 'Close';
  dismiss.addEventListener('click', () => dialog.close());
  const header = document.createElement('header');
  header.append(heading, dismiss);

  // The first focus goes to the widget's place, and not to the button that closes it.
  const body = document.createElement('div');
  body.tabIndex = -1;
  body.autofocus = true;
  dialog.append(header, body);
  dialog.addEventListener(
    'close',
    () => {
      dialog.remove();
      onClose();
      // By itself Chromium returns the focus to no frame of another origin.
      if (document.activeElement === document.body && before instanceof HTMLElement)
        before.focus({ preventScroll: true });
    },
    { once: true },
  );
  document.body.append(dialog);
  dialog.showModal();
  return { body, close: () => dialog.close() };
}

/** The focused element, through the shadow roots that it is in. */
function focusedElement(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}
