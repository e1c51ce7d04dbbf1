import { css } from 'lit';

/** The looks of a connection in the list of connections. */
export const connectionRowStyles = css`
  :host {
    display: block;
  }

  article {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    padding: 16px 18px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--raised);
  }

  article.forced {
    border: 1px dashed var(--amber);
  }

  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 10px;
  }

  h3 {
    font: 600 14.5px / 1.4 var(--mono);
    overflow-wrap: anywhere;
  }

  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }

  .kind {
    flex-basis: 100%;
    color: var(--ink-2);
    font-size: 13px;
  }

  .reason {
    overflow-wrap: anywhere;
  }

  dl {
    display: grid;
    gap: 7px;
    font-size: 13px;
  }

  dl > div {
    display: grid;
    grid-template-columns: 92px minmax(0, 1fr);
    gap: 2px 12px;
    align-items: baseline;
  }

  dt {
    color: var(--ink-2);
  }

  dd {
    min-width: 0;
    overflow-wrap: anywhere;
  }

  dd ul {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 14px;
  }

  small {
    color: var(--ink-2);
    font-size: 12px;
  }

  .uri {
    display: flex;
    align-items: center;
    gap: 4px;
  }

  .uri code {
    min-width: 0;
  }

  .said {
    display: grid;
    gap: 8px;
  }

  /* Without words it takes no room, and stays: a live region that comes with its words is not read out. */
  .said:not(:has(.box)) {
    position: absolute;
  }

  .wait,
  .question,
  .question div {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }

  .wait {
    background: var(--accent-soft);
  }

  .wait p,
  .question p {
    flex: 1 1 240px;
  }

  a {
    color: var(--accent-text);
    font-weight: 600;
  }

  .pulse {
    display: inline-block;
    width: 8px;
    height: 8px;
    margin-right: 9px;
    border-radius: 8px;
    background: var(--accent);
    animation: pulse 1.4s ease-in-out infinite;
  }

  .danger {
    border-color: var(--bad);
    color: var(--bad);
  }

  footer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }

  [aria-busy='true'] .button {
    opacity: 0.55;
    cursor: progress;
  }

  label {
    display: flex;
    flex: 1 1 230px;
    align-items: center;
    justify-content: flex-end;
    gap: 8px;
    min-width: 0;
    color: var(--ink-2);
    font-size: 13px;
    white-space: nowrap;
  }

  select {
    flex: 0 1 250px;
    min-width: 0;
    min-height: 30px;
    padding: 3px 6px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
    background: var(--paper);
    color: var(--ink);
  }

  .forced select {
    border-color: var(--amber);
  }

  @keyframes pulse {
    50% {
      opacity: 0.25;
    }
  }

  @media (max-width: 560px) {
    article {
      padding: 14px;
    }

    dl > div {
      grid-template-columns: minmax(0, 1fr);
    }

    label {
      flex-basis: 100%;
      justify-content: flex-start;
    }

    select {
      flex: 1;
    }
  }
`;
