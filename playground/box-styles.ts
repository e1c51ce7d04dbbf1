import { css } from 'lit';

/** A box around what is said of something: how it looks by how much that matters. */
export const boxStyles = css`
  .box {
    padding: 8px 11px;
    border-radius: var(--radius-small);
    background: var(--hover);
    font-size: 13px;
    overflow-wrap: anywhere;
  }

  .box.warn {
    background: var(--amber-soft);
  }

  .box.bad {
    background: var(--bad-soft);
  }

  .box.good {
    background: var(--good-soft);
  }
`;
