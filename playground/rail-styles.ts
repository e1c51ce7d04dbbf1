import { css } from 'lit';

/** The looks of the rail. */
export const railStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 18px;
    min-height: 0;
    padding: 14px 12px;
    border-right: 1px solid var(--line);
    background: var(--rail);
  }

  header {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
    padding: 0 4px;
  }

  .brand {
    display: flex;
    align-items: center;
    gap: 9px;
  }

  .brand strong {
    font-size: 15px;
    letter-spacing: -0.01em;
  }

  .brand strong span {
    margin-left: 3px;
    color: var(--accent-text);
    font-weight: 500;
  }

  .brand small {
    margin-left: auto;
    color: var(--ink-3);
    font-size: 12px;
  }

  .package {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    padding: 9px 11px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--paper);
  }

  h1 {
    overflow: hidden;
    font-size: 14px;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  nav {
    flex: 1;
    min-height: 0;
    overflow: auto;
  }

  h2 {
    padding: 0 8px 6px;
    color: var(--ink-3);
    font-size: 12px;
    font-weight: 600;
  }

  nav ul {
    display: grid;
    gap: 2px;
  }

  a,
  .entry {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 7px 8px;
    border-radius: 8px;
    color: var(--ink);
    text-decoration: none;
  }

  a:focus-visible,
  .entry:focus-visible {
    outline-offset: -2px;
  }

  a:hover,
  .entry:hover {
    background: var(--hover);
  }

  .entry {
    width: 100%;
    border: 0;
    background: none;
    text-align: start;
    cursor: pointer;
  }

  .entry .names {
    flex: 1;
    gap: 3px;
  }

  .entry .line,
  .entry .chips {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px;
  }

  .entry .line {
    justify-content: space-between;
  }

  a[aria-current='page'] {
    background: var(--accent-soft);
  }

  .shape {
    display: flex;
    flex: none;
    color: var(--ink-3);
  }

  a[aria-current='page'] .shape,
  a[aria-current='page'] .location {
    color: var(--accent-text);
  }


  .names {
    display: grid;
    min-width: 0;
  }

  .name,
  .location {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .name {
    font-weight: 550;
  }

  .location {
    color: var(--ink-3);
    font: 11.5px / 1.4 var(--mono);
  }

  footer {
    display: grid;
    gap: 8px;
    justify-items: start;
  }

  details {
    width: 100%;
    max-height: 34vh;
    overflow: auto;
    padding: 8px 11px;
    border-radius: var(--radius);
    background: var(--amber-soft);
    color: var(--ink);
    font-size: 13px;
  }

  summary {
    color: var(--amber);
    font-weight: 600;
    cursor: pointer;
  }

  details li {
    margin-top: 6px;
    overflow-wrap: anywhere;
  }

  .empty {
    padding: 0 8px;
    color: var(--ink-2);
  }

  @media (max-width: 1080px) {
    :host {
      flex-direction: row;
      align-items: center;
      gap: 12px;
      padding: 8px 12px;
      border-right: 0;
      border-bottom: 1px solid var(--line);
    }

    header,
    nav ul,
    footer {
      display: flex;
      align-items: center;
      gap: 8px;
    }

    nav {
      overflow: auto hidden;
    }

    nav li {
      flex: none;
    }

    .brand strong,
    .brand small,
    .package h1,
    h2 {
      position: absolute;
      clip-path: inset(50%);
    }

    .package {
      padding: 0;
      border: 0;
      background: none;
    }

    a,
    .entry {
      padding: 4px 9px;
    }

    .entry .names,
    .entry .line,
    .entry .chips {
      display: flex;
      flex-wrap: nowrap;
      align-items: center;
      gap: 6px;
    }

    .name {
      white-space: nowrap;
    }

    details {
      position: relative;
      overflow: visible;
      white-space: nowrap;
    }

    details ul {
      position: absolute;
      z-index: 4;
      right: 0;
      width: min(380px, 80vw);
      padding: 10px 14px;
      border-radius: var(--radius);
      background: var(--paper);
      box-shadow: var(--shadow-high);
      white-space: normal;
    }
  }

  @media (max-width: 760px) {
    .location,
    footer .button,
    .entry .count {
      display: none;
    }

    /* What needs somebody comes first; the dialog has the rest. */
    .entry .chip + .chip {
      display: none;
    }

    .entry .name,
    .entry .words {
      position: absolute;
      clip-path: inset(50%);
    }
  }
`;
