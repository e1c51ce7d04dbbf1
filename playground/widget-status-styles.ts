import { css } from 'lit';

/** The look of `zf-widget-status`. */
export const widgetStatusStyles = css`
  :host {
    display: block;
    flex: none;
    /* The frame decides how wide its place is, not this text. */
    width: 0;
    min-width: 100%;
    max-height: 32vh;
    overflow: auto;
    color: var(--ink);
    font: 13px / 1.5 var(--font);
  }

  header {
    display: flex;
    gap: 8px;
    align-items: center;
    justify-content: space-between;
    padding: 3px 8px 3px 14px;
    border-bottom: 1px solid var(--line);
    background: var(--raised);
  }

  header .button {
    min-height: 24px;
    padding: 1px 8px;
    font-size: 12.5px;
  }

  section,
  details {
    padding: 8px 14px 9px 13px;
    border-bottom: 1px solid var(--line);
    border-left: 3px solid var(--amber);
    background: var(--amber-soft);
  }

  details.bad {
    border-left-color: var(--bad);
    background: var(--bad-soft);
  }

  h4,
  p,
  pre {
    margin: 0;
    overflow-wrap: anywhere;
  }

  h4,
  summary {
    font-size: 13px;
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  summary {
    cursor: pointer;
  }

  :is(section, details) > :not(h4, summary) {
    margin-top: 4px;
  }

  .kind {
    margin-right: 4px;
    color: var(--amber);
  }

  .bad .kind {
    color: var(--bad);
  }

  .count {
    margin-left: 6px;
    color: var(--ink-2);
    font-weight: 500;
  }

  p {
    color: var(--ink-2);
  }

  .stack {
    max-height: 160px;
  }

  .place,
  pre {
    color: var(--ink);
    font-size: 12px;
  }

  pre {
    overflow: auto;
    font-family: var(--mono);
    white-space: pre-wrap;
  }

  .paste {
    display: flex;
    gap: 8px;
    align-items: center;
    padding: 4px 4px 4px 10px;
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    background: var(--paper);
  }

  .paste pre {
    flex: 1;
  }

  .paste .button {
    min-height: 24px;
    padding: 3px;
  }

  .more {
    padding: 8px 14px;
    font-size: 12.5px;
  }
`;
