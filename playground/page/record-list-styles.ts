import { css } from 'lit';

/** The look of a list of records. */
export const recordListStyles = css`
  :host {
    display: block;
    width: 100%;
    max-width: 1040px;
    margin: 0 auto;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--paper);
    box-shadow: var(--shadow);
  }

  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    padding: 14px 20px;
  }

  h2 {
    font-size: 18px;
    font-weight: 650;
    letter-spacing: -0.01em;
  }

  header p {
    color: var(--ink-3);
    font-size: 13px;
  }

  .actions {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
  }

  th {
    padding: 7px 12px;
    border-block: 1px solid var(--line);
    background: var(--raised);
  }

  td {
    padding: 10px 12px;
    white-space: nowrap;
  }

  tr:last-child td {
    border-bottom: 0;
  }

  .check {
    width: 1px;
    padding-left: 20px;
  }

  .selected td {
    background: var(--accent-soft);
  }

  a:not(.button) {
    color: var(--accent-text);
    font-weight: 550;
    text-decoration: none;
  }

  a:not(.button):hover {
    text-decoration: underline;
  }

  a.button {
    text-decoration: none;
  }

  .empty {
    padding: 18px 20px;
    color: var(--ink-3);
  }

  small {
    display: block;
    color: var(--ink-3);
    font-size: 12.5px;
  }

  input {
    accent-color: var(--accent);
  }
`;
