import { css } from 'lit';

/** The look of the call log. */
export const callLogStyles = css`
  :host {
    position: relative;
    display: block;
    border-top: 1px solid var(--line-strong);
    background: var(--paper);
  }

  section {
    display: flex;
    flex-direction: column;
    height: 100%;
  }

  .handle {
    position: absolute;
    z-index: 1;
    top: -5px;
    width: 100%;
    height: 9px;
    cursor: row-resize;
    touch-action: none;
  }

  .handle::after {
    position: absolute;
    top: 3px;
    left: calc(50% - 20px);
    width: 40px;
    height: 3px;
    border-radius: 3px;
    background: var(--line-strong);
    content: '';
  }

  .handle:hover::after {
    background: var(--accent);
  }

  header {
    display: flex;
    flex: none;
    align-items: center;
    gap: 8px;
    min-height: 44px;
    padding: 6px 12px 6px 8px;
    border-bottom: 1px solid var(--line);
    background: var(--rail);
  }

  :host([folded]) header {
    border-bottom: 0;
  }

  .title {
    display: flex;
    align-items: center;
    gap: 7px;
    padding: 4px 8px 4px 4px;
    border: 0;
    border-radius: var(--radius-small);
    background: none;
    font-weight: 650;
    cursor: pointer;
  }

  .title:hover {
    background: var(--hover);
  }

  .title svg {
    color: var(--ink-3);
    transition: transform 120ms;
  }

  .title[aria-expanded='true'] svg {
    transform: rotate(90deg);
  }

  .search {
    position: relative;
    display: flex;
    flex: 0 1 360px;
    align-items: center;
    min-width: 110px;
    margin-left: auto;
    color: var(--ink-3);
  }

  .search svg {
    position: absolute;
    left: 9px;
  }

  .search kbd {
    position: absolute;
    right: 7px;
  }

  .search input:focus + kbd {
    display: none;
  }

  input,
  select {
    width: 100%;
    height: 30px;
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    background: var(--paper);
    color: var(--ink);
  }

  input {
    padding: 0 28px 0 31px;
  }

  input::placeholder {
    color: var(--ink-3);
    opacity: 1;
  }

  select {
    max-width: 170px;
    padding: 0 6px;
  }

  .rows {
    flex: 1;
    min-height: 0;
    overflow: auto;
    overscroll-behavior: contain;
  }

  li {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 31px;
  }

  .older {
    padding: 8px 16px;
    border-bottom: 1px solid var(--line);
    background: var(--amber-soft);
    color: var(--amber);
    font-size: 13px;
  }

  .empty {
    display: grid;
    justify-items: center;
    gap: 8px;
    max-width: 60ch;
    margin: auto;
    padding: 36px 20px;
    color: var(--ink-2);
    text-align: center;
  }

  .empty h3 {
    color: var(--ink);
    font-size: 15px;
  }

  @media (max-width: 760px) {
    header {
      flex-wrap: wrap;
    }

    select {
      max-width: 120px;
    }
  }
`;
