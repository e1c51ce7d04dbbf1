import { css } from 'lit';

/** A record, to read or to fill in: a sheet of paper on the desk. */
export const sheetStyles = css`
  article {
    display: grid;
    gap: 24px;
    padding: 26px 30px 32px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--paper);
    box-shadow: var(--shadow);
    container-type: inline-size;
  }

  h3 {
    margin-bottom: 8px;
    font-size: 14px;
    font-weight: 650;
  }
`;
