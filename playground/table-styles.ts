import { css } from 'lit';

/** The look of the page's tables; `.scroll` around one lets it be wider than the page. */
export const tableStyles = css`
  .scroll {
    overflow-x: auto;
  }

  table {
    width: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }

  th {
    padding: 0 10px 7px;
    border-bottom: 1px solid var(--line-strong);
    color: var(--ink-3);
    font-size: 12.5px;
    font-weight: 500;
    text-align: left;
    white-space: nowrap;
  }

  td {
    padding: 10px;
    border-bottom: 1px solid var(--line);
    vertical-align: top;
  }
`;
