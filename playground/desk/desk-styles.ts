import { css } from 'lit';
import { boxStyles } from '../box-styles.js';
import { sharedStyles } from '../shared-styles.js';
import { tableStyles } from '../table-styles.js';

/** What the parts of the Desk view have in common: boxes, fields, facts, code. */
export const deskStyles = [
  sharedStyles,
  boxStyles,
  tableStyles,
  css`
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
      gap: 16px;
    }

    h3 {
      font-size: 14px;
      font-weight: 650;
    }

    h3:not(:first-child) {
      margin-top: 8px;
    }

    .intro {
      max-width: 76ch;
      color: var(--ink-2);
    }

    small {
      color: var(--ink-3);
      font-size: 12px;
    }

    code,
    pre {
      overflow-wrap: anywhere;
    }

    .box:has(dl) {
      display: grid;
      gap: 10px;
    }

    /* Without words it takes no room, and stays: a live region that comes with its words is not read out. */
    [role="status"]:not(:has(*)) {
      position: absolute;
    }

    .row,
    .question {
      display: flex;
      flex-wrap: wrap;
      align-items: end;
      gap: 8px 10px;
    }

    .question {
      align-items: center;
    }

    .centred {
      align-items: center;
    }

    .question p {
      flex: 1 1 200px;
    }

    .card {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 12px;
      padding: 14px 16px;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--raised);
    }

    label,
    .label {
      color: var(--ink-2);
      font-size: 12.5px;
      font-weight: 500;
    }

    label.field {
      display: grid;
      gap: 4px;
    }

    input:not([type='checkbox'], [type='radio']),
    select,
    textarea {
      min-height: 30px;
      padding: 4px 8px;
      border: 1px solid var(--line-strong);
      border-radius: var(--radius-small);
      background: var(--paper);
      color: var(--ink);
      font-size: 13.5px;
      font-weight: 400;
    }

    textarea {
      width: 100%;
      font: 12.5px / 1.5 var(--mono);
      resize: vertical;
    }

    [readonly] {
      background: var(--hover) !important;
    }

    input[type='checkbox'],
    input[type='radio'] {
      margin: 0;
      accent-color: var(--accent);
    }

    dl {
      display: grid;
      gap: 10px;
    }

    dl > div {
      display: grid;
      grid-template-columns: 170px minmax(0, 1fr);
      gap: 12px;
    }

    dt {
      color: var(--ink-3);
    }

    .copied {
      display: flex;
      align-items: center;
      gap: 6px;
    }

    pre {
      max-height: 320px;
      padding: 9px 11px;
      overflow: auto;
      border: 1px solid var(--line);
      border-radius: var(--radius-small);
      background: var(--paper);
      font: 12px / 1.5 var(--mono);
      white-space: pre-wrap;
    }

    pre .name {
      color: var(--accent-text);
    }

    pre .string {
      color: var(--code-string);
    }

    pre .number {
      color: var(--code-number);
    }

    pre .word {
      color: var(--code-word);
    }

    /* A button that is disabled by its attribute would lose the focus. */
    .button[aria-disabled='true'] {
      opacity: 0.55;
      cursor: default;
    }

    .button.danger {
      border-color: var(--bad);
      color: var(--bad);
    }

    .empty {
      padding: 18px;
      border: 1px dashed var(--line-strong);
      border-radius: var(--radius);
      color: var(--ink-2);
      text-align: center;
    }

    tbody th {
      padding: 10px;
      border-bottom: 1px solid var(--line);
      color: var(--ink);
      vertical-align: top;
      white-space: normal;
    }

    td.actions {
      width: 1%;
      white-space: nowrap;
    }

    @media (max-width: 900px) {
      /* Beneath one another: the tabs beside the table leave it little room. */
      td.actions .button {
        display: flex;
      }

      td.actions .button + .button {
        margin-top: 4px;
      }
    }

    @media (max-width: 640px) {
      dl > div {
        grid-template-columns: minmax(0, 1fr);
        gap: 2px;
      }
    }
  `,
];
