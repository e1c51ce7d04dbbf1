import { css } from 'lit';

/** The look of a record. */
export const recordViewStyles = css`
  :host {
    display: block;
  }

  .heading {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 12px;
  }

  h2 {
    font-size: 24px;
    font-weight: 650;
    letter-spacing: -0.02em;
    line-height: 1.2;
    overflow-wrap: anywhere;
  }

  .party {
    margin-top: 4px;
    color: var(--ink-2);
    font-size: 15px;
  }

  .highlights {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(130px, 1fr));
    overflow: hidden;
    border-radius: 8px;
    background: var(--raised);
    box-shadow: inset 0 0 0 1px var(--line);
  }

  .highlights div {
    padding: 12px 16px;
    box-shadow: 1px 0 0 var(--line);
  }

  .highlights dd {
    margin-top: 2px;
    font-size: 18px;
    font-variant-numeric: tabular-nums;
    font-weight: 600;
    letter-spacing: -0.01em;
  }

  dt {
    color: var(--ink-3);
    font-size: 12.5px;
  }

  dd {
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
  }

  .facts {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(170px, 1fr));
    gap: 12px 24px;
  }

  .addresses {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(180px, 1fr));
    gap: 24px;
  }

  .addresses p {
    color: var(--ink-2);
  }

  th:first-child,
  td:first-child {
    padding-left: 0;
  }

  th:last-child,
  td:last-child {
    padding-right: 0;
  }

  td {
    overflow-wrap: anywhere;
  }

  .numeric {
    text-align: right;
    white-space: nowrap;
  }

  small {
    display: block;
    color: var(--ink-3);
    font-size: 12.5px;
  }

  .totals {
    display: grid;
    gap: 6px;
    width: min(300px, 100%);
    margin: 14px 0 0 auto;
  }

  .totals div {
    display: flex;
    justify-content: space-between;
    gap: 16px;
  }

  .totals dt {
    font-size: 14px;
  }

  .totals div:last-child {
    padding-top: 8px;
    border-top: 1px solid var(--line-strong);
    font-size: 16px;
    font-weight: 650;
  }

  .totals div:last-child dt {
    color: var(--ink);
    font-size: inherit;
  }

  .empty {
    max-width: 60ch;
    color: var(--ink-2);
  }

  @container (max-width: 560px) {
    .highlights {
      grid-template-columns: 1fr 1fr;
    }
  }

  @container (max-width: 460px) {
    h2 {
      font-size: 20px;
    }
  }
`;
