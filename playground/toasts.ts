import { css, html, LitElement } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { icons } from './icons.js';
import { sharedStyles } from './shared-styles.js';
import type { Toast } from './notification-store.js';

/** How long a toast stays, in milliseconds. The call log keeps what it said. */
export const TOAST_MS = { success: 6_000, info: 6_000, error: 15_000 };

/** The notifications that widgets ask for, in a live region; at most the newest four. */
export class Toasts extends LitElement {
  static override properties = {
    toasts: { attribute: false },
    dismissed: { state: true },
    count: { type: Number },
  };

  declare toasts: readonly Toast[];
  /** The length of `toasts`: the list grows in place. */
  declare count: number;
  declare dismissed: ReadonlySet<number>;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();

  constructor() {
    super();
    this.toasts = [];
    this.count = 0;
    this.dismissed = new Set();
  }

  override render(): TemplateResult {
    const shown = this.toasts.filter(({ id }) => !this.dismissed.has(id)).slice(-4);
    return html`<div role="log" aria-live="polite" aria-label="Notifications">
      ${repeat(
        shown,
        ({ id }) => id,
        (toast) => html`<div
          class="toast ${toast.type}"
          @pointerenter=${() => this.#stop(toast.id)}
          @pointerleave=${() => this.#start(toast)}
        >
          <span class="dot"></span>
          <div>
            <p title=${toast.message}>${toast.message}</p>
            <small>${toast.caller.widget}</small>
          </div>
          <button class="button plain" aria-label="Dismiss" @click=${() => this.#dismiss(toast.id)}>${icons.close}</button>
        </div>`,
      )}
    </div>`;
  }

  protected override updated(changes: PropertyValues): void {
    const before = (changes.get('count') as number | undefined) ?? this.count;
    const fresh = this.toasts.slice(before);
    for (const toast of fresh) this.#start(toast);
    if (fresh.length > 0) this.#raise();
  }

  /** A popover that is shown anew lies over dialogs that were opened since. */
  #raise(): void {
    if (typeof this.showPopover !== 'function') return;
    this.popover = 'manual';
    if (this.matches(':popover-open')) this.hidePopover();
    this.showPopover();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  #start({ id, type }: Toast): void {
    this.#timers.set(
      id,
      setTimeout(() => this.#dismiss(id), TOAST_MS[type]),
    );
  }

  #stop(id: number): void {
    clearTimeout(this.#timers.get(id));
  }

  #dismiss(id: number): void {
    this.#stop(id);
    this.#timers.delete(id);
    this.dismissed = new Set([...this.dismissed, id]);
  }

  static override styles = [
    sharedStyles,
    css`
      :host {
        position: fixed;
        /* Over the foot of the rail, beside the widget and every modal. */
        inset: auto auto 16px 16px;
        z-index: 20;
        width: min(340px, calc(100vw - 32px));
        margin: 0;
        padding: 0;
        overflow: visible;
        border: 0;
        background: none;
        color: var(--ink);
        font: 14px / 1.45 var(--font);
      }

      [role='log'] {
        display: grid;
        gap: 8px;
      }

      .toast {
        display: grid;
        grid-template-columns: auto 1fr auto;
        gap: 10px;
        align-items: start;
        padding: 12px 8px 12px 14px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--paper);
        box-shadow: var(--shadow-high);
        animation: arrive 180ms ease-out;
      }

      .toast p {
        display: -webkit-box;
        overflow: hidden;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 4;
        overflow-wrap: anywhere;
      }

      .dot {
        width: 9px;
        height: 9px;
        margin-top: 6px;
        border-radius: 9px;
        background: var(--accent);
      }

      .success .dot {
        background: var(--good);
      }

      .error .dot {
        background: var(--bad);
      }

      p {
        font-weight: 550;
        overflow-wrap: anywhere;
      }

      small {
        color: var(--ink-3);
        font-size: 12px;
      }

      .button {
        min-height: 24px;
        padding: 3px;
      }

      @media (max-width: 1080px) {
        :host {
          inset: 60px auto auto 12px;
        }
      }

      @keyframes arrive {
        from {
          opacity: 0;
          transform: translateY(-8px);
        }
      }
    `,
  ];
}

customElements.define('zf-toasts', Toasts);
