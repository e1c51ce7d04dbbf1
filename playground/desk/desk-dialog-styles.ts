import { css } from 'lit';

/** The look of the Desk view: nearly the whole page, its tabs beside what they show. */
export const deskDialogStyles = css`
  dialog {
    width: min(1180px, calc(100vw - 24px));
    max-width: none;
    height: calc(100dvh - 48px);
    padding: 0;
    overflow: hidden;
  }

  dialog[open] {
    display: grid;
    grid-template: auto auto minmax(0, 1fr) / minmax(0, 1fr);
  }

  header {
    display: flex;
    grid-row: 1;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    padding: 12px 18px;
    border-bottom: 1px solid var(--line);
  }

  .failure {
    display: flex;
    flex-wrap: wrap;
    grid-row: 2;
    align-items: center;
    gap: 8px;
    padding: 8px 18px;
    background: var(--bad-soft);
    font-size: 13px;
  }

  .failure p {
    flex: 1 1 240px;
  }

  .off {
    grid-row: 3;
    max-width: 70ch;
    padding: 24px;
    line-height: 1.6;
  }

  .parts {
    display: grid;
    grid-row: 3;
    grid-template-columns: 214px minmax(0, 1fr);
    min-height: 0;
  }

  .tabs {
    display: flex;
    flex-direction: column;
    gap: 2px;
    padding: 12px 10px;
    overflow: auto;
    border-right: 1px solid var(--line);
    background: var(--rail);
  }

  [role="tab"] {
    flex: none;
    padding: 7px 11px;
    border: 0;
    border-radius: var(--radius-small);
    background: none;
    color: var(--ink-2);
    text-align: left;
    cursor: pointer;
  }

  [role="tab"]:hover {
    background: var(--hover);
    color: var(--ink);
  }

  [role="tab"][aria-selected="true"] {
    background: var(--accent-soft);
    color: var(--accent-text);
    font-weight: 600;
  }

  .panel {
    padding: 18px 22px 28px;
    overflow: auto;
  }

  .panel:focus-visible {
    outline-offset: -3px;
  }

  @media (max-width: 760px) {
    .parts {
      grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
    }

    .tabs {
      flex-direction: row;
      padding: 8px;
      border-right: 0;
      border-bottom: 1px solid var(--line);
    }

    [role="tab"] {
      white-space: nowrap;
    }

    .panel {
      padding: 14px 12px 20px;
    }
  }
`;
