import { css } from 'lit';

/** The looks of a row of the call log. */
export const callRowStyles = css`
  :host {
    display: block;
    border-bottom: 1px solid var(--line);
  }

  .line {
    display: grid;
    grid-template-columns: 16px 88px minmax(90px, 150px) minmax(0, 1fr) auto auto 64px;
    align-items: center;
    gap: 10px;
    width: 100%;
    min-height: 30px;
    padding: 3px 16px 3px 12px;
    border: 0;
    background: none;
    text-align: left;
    cursor: pointer;
  }

  .line:hover {
    background: var(--hover);
  }

  .line:focus-visible {
    outline-offset: -2px;
  }

  .chevron {
    display: flex;
    color: var(--ink-3);
    transition: transform 120ms;
  }

  :host([open]) .chevron {
    transform: rotate(90deg);
  }

  .time,
  .duration {
    color: var(--ink-3);
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }

  .duration {
    text-align: right;
  }

  .widget,
  .what {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .widget {
    color: var(--ink-2);
    font-size: 13px;
  }

  .method {
    margin-right: 8px;
    color: var(--accent-text);
    font-weight: 600;
  }

  .text {
    font-family: var(--mono);
    font-size: 12.5px;
  }

  .chip:not(.warn) {
    font-variant-numeric: tabular-nums;
  }

  .details {
    padding: 2px 16px 14px 38px;
    background: var(--raised);
  }

  .bar {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: 6px 0;
    color: var(--ink-3);
    font-size: 12px;
  }

  .sections {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(320px, 100%), 1fr));
    gap: 10px;
    align-items: start;
  }

  section {
    min-width: 0;
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    background: var(--paper);
  }

  section.bad,
  section.warn {
    grid-column: 1 / -1;
    padding: 8px 12px;
  }

  section.bad {
    border-color: transparent;
    background: var(--bad-soft);
    color: var(--bad);
  }

  section.warn {
    border-color: transparent;
    background: var(--amber-soft);
    color: var(--amber);
  }

  h3 {
    font-size: 12px;
    font-weight: 600;
  }

  .json h3 {
    padding: 6px 12px;
    border-bottom: 1px solid var(--line);
    color: var(--ink-2);
  }

  p {
    color: var(--ink);
    overflow-wrap: anywhere;
  }

  pre {
    max-height: 320px;
    padding: 10px 12px;
    overflow: auto;
    font: 12px / 1.55 var(--mono);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .string {
    color: var(--code-string);
  }

  .number {
    color: var(--code-number);
  }

  .word {
    color: var(--code-word);
  }

  @media (max-width: 760px) {
    .line {
      grid-template-columns: 16px minmax(0, 1fr) auto auto;
    }

    .time,
    .widget,
    .duration {
      display: none;
    }
  }
`;
