import { css } from 'lit';

/** What every component's shadow root begins with: box model, focus, motion, buttons, chips. */
export const sharedStyles = css`
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }

  h1,
  h2,
  h3,
  p,
  ul,
  dl,
  dd,
  pre {
    margin: 0;
    padding: 0;
  }

  ul {
    list-style: none;
  }

  button,
  select,
  input,
  textarea {
    color: inherit;
    font: inherit;
  }

  .button {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: 30px;
    padding: 3px 11px;
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    background: var(--paper);
    color: var(--ink);
    font-weight: 500;
    white-space: nowrap;
    cursor: pointer;
    transition:
      background-color 120ms,
      border-color 120ms;
  }

  .button:hover {
    border-color: var(--line-strong);
    background: var(--hover);
  }

  .button.primary {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--accent-ink);
  }

  .button.primary:hover {
    border-color: var(--accent-text);
    filter: brightness(1.07);
  }

  .button.plain {
    border-color: transparent;
    background: none;
    color: var(--ink-2);
  }

  .button.plain:hover {
    background: var(--hover);
    color: var(--ink);
  }

  .button:disabled {
    opacity: 0.55;
    cursor: default;
  }

  .chip {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    padding: 1px 8px;
    border-radius: 99px;
    background: var(--hover);
    color: var(--ink-2);
    font-size: 12px;
    font-weight: 600;
    line-height: 18px;
    white-space: nowrap;
  }

  .chip.good {
    background: var(--good-soft);
    color: var(--good);
  }

  .chip.warn {
    background: var(--amber-soft);
    color: var(--amber);
  }

  .chip.bad {
    background: var(--bad-soft);
    color: var(--bad);
  }

  .chip.accent {
    background: var(--accent-soft);
    color: var(--accent-text);
  }

  code,
  .mono {
    font-family: var(--mono);
    font-size: 0.92em;
  }

  kbd {
    display: inline-block;
    min-width: 20px;
    padding: 0 5px;
    border: 1px solid var(--line-strong);
    border-bottom-width: 2px;
    border-radius: 5px;
    background: var(--raised);
    color: var(--ink-2);
    font: 600 11px / 17px var(--mono);
    text-align: center;
  }

  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      transition-duration: 0.01ms !important;
      animation-duration: 0.01ms !important;
      animation-iteration-count: 1 !important;
    }
  }
`;
