import { css } from 'lit';

/** The look of the page's own dialogs. */
export const dialogStyles = css`
  dialog {
    width: min(520px, calc(100vw - 32px));
    max-height: calc(100vh - 48px);
    padding: 22px 24px;
    overflow: auto;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--paper);
    color: var(--ink);
    box-shadow: var(--shadow-high);
  }

  dialog::backdrop {
    background: rgb(15 18 16 / 45%);
  }

  h2 {
    font-size: 17px;
  }

  footer {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-top: 18px;
  }
`;
