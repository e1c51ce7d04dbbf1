import { css } from 'lit';

/** The look of a form. */
export const recordFormStyles = css`
  :host {
    display: block;
    width: 100%;
    max-width: 1040px;
    margin: 0 auto;
  }

  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 12px;
  }

  h2 {
    font-size: 20px;
    font-weight: 650;
    letter-spacing: -0.015em;
  }

  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(200px, 1fr));
    gap: 12px 20px;
  }

  .addresses {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(240px, 1fr));
    gap: 24px;
  }

  .addresses section {
    display: grid;
    gap: 8px;
    align-content: start;
  }

  .field {
    display: grid;
    gap: 3px;
    align-content: start;
  }

  .field > span {
    display: flex;
    align-items: center;
    gap: 8px;
    min-width: 0;
    color: var(--ink-3);
    font-size: 12.5px;
  }

  .field.check {
    grid-template-columns: auto 1fr;
    align-items: center;
  }

  .field.check > span {
    order: 1;
  }

  input:not([type='checkbox']),
  select,
  textarea {
    width: 100%;
    min-width: 0;
    padding: 5px 9px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
    background: var(--paper);
    color: var(--ink);
    font: inherit;
  }

  textarea {
    resize: vertical;
  }

  [aria-invalid='true'] {
    border-color: var(--bad) !important;
  }

  input[type='checkbox'] {
    accent-color: var(--accent);
  }

  .mark {
    display: inline-flex;
    align-items: center;
    gap: 3px;
    min-width: 0;
    padding: 0 7px 0 4px;
    overflow: hidden;
    border-radius: 99px;
    background: var(--amber-soft);
    color: var(--ink);
    font-size: 11.5px;
    font-style: normal;
    font-weight: 600;
    line-height: 17px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .mark svg {
    flex: none;
    width: 12px;
    height: 12px;
    color: var(--amber);
  }

  th {
    padding-inline: 6px;
  }

  td {
    padding: 8px 6px;
  }

  .pick {
    width: 1px;
    padding-inline: 0 6px;
  }

  td.pick,
  td.amount {
    padding-top: 14px;
  }

  .selected td {
    background: var(--accent-soft);
  }

  .item {
    min-width: 200px;
  }

  .item textarea {
    margin-top: 4px;
    color: var(--ink-2);
    font-size: 13px;
  }

  .item .mark {
    margin-top: 6px;
  }

  .numeric {
    width: 104px;
    text-align: right;
    white-space: nowrap;
  }

  .numeric input {
    text-align: right;
  }

  .icon {
    display: grid;
    place-items: center;
    padding: 6px;
    border: 0;
    border-radius: var(--radius-small);
    background: none;
    color: var(--ink-3);
    cursor: pointer;
  }

  .icon:hover {
    background: var(--hover);
    color: var(--bad);
  }

  .under-lines {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-top: 12px;
  }

  .totals {
    display: grid;
    gap: 8px;
    width: min(320px, 100%);
    margin: 14px 0 0 auto;
  }

  .totals .field:not(.check) {
    grid-template-columns: 1fr 120px;
    align-items: center;
  }

  .totals .field input:not([type='checkbox']) {
    text-align: right;
  }

  .totals dl {
    display: grid;
    gap: 6px;
    margin-top: 4px;
  }

  .totals dl div {
    display: flex;
    justify-content: space-between;
    gap: 16px;
    font-variant-numeric: tabular-nums;
  }

  .totals dt {
    color: var(--ink-3);
  }

  .totals dl div:last-child {
    padding-top: 8px;
    border-top: 1px solid var(--line-strong);
    font-size: 16px;
    font-weight: 650;
  }

  .totals dl div:last-child dt {
    color: var(--ink);
  }

  .empty {
    padding: 14px 0;
    color: var(--ink-3);
  }
`;
