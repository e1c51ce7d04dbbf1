import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { signIn } from '../../playground/sign-in.js';

/** What of a window the sign-in uses. */
class Popup {
  opener: unknown = 'the host page';
  closed = false;
  /** What was done to it, in order. */
  readonly log: string[] = [];
  readonly location = new Proxy({} as { href: string }, {
    set: (_target, _name, value: string) => {
      this.log.push(`goes to ${value}, opener ${this.opener}`);
      return true;
    },
  });

  close(): void {
    this.closed = true;
  }
}

let popup: Popup | null;
let opened: unknown[][];

beforeEach(() => {
  popup = new Popup();
  opened = [];
  vi.stubGlobal('open', (...args: unknown[]) => {
    opened.push(args);
    return popup;
  });
});
afterEach(() => vi.unstubAllGlobals());

const PAGE = 'https://accounts.zoho.com/oauth/v2/auth?state=s';

describe('signing in', () => {
  it('opens an empty window in the click itself, before the server is asked', () => {
    void signIn(async () => {
      expect(opened).toHaveLength(1);
      return {};
    });
    expect(opened).toEqual([['about:blank', '_blank', 'popup,width=560,height=740']]);
  });

  it('takes the host page out of reach before the window goes to the provider', async () => {
    expect(await signIn(async () => ({ url: PAGE, note: 'Sign in as an admin.' }))).toEqual({
      outcome: 'opened',
      note: 'Sign in as an admin.',
    });
    expect(popup?.log).toEqual([`goes to ${PAGE}, opener null`]);
    expect(popup?.closed).toBe(false);
  });

  it('closes the window where the server refuses', async () => {
    const refusal = signIn(async () => {
      throw new Error('Its client secret is missing.');
    });
    await expect(refusal).rejects.toThrow('Its client secret is missing.');
    expect(popup).toMatchObject({ closed: true, log: [] });
  });

  it('closes the window where nobody has to sign in', async () => {
    expect(await signIn(async () => ({}))).toEqual({ outcome: 'done' });
    expect(popup).toMatchObject({ closed: true, log: [] });
  });

  it('hands over the page where the browser opened no window', async () => {
    popup = null;
    expect(await signIn(async () => ({ url: PAGE }))).toEqual({ outcome: 'blocked', url: PAGE });
  });

  it('hands over the page where the window was closed meanwhile', async () => {
    const result = signIn(async () => {
      popup?.close();
      return { url: PAGE };
    });
    expect(await result).toEqual({ outcome: 'blocked', url: PAGE });
  });

  it.each([
    'javascript:alert(document.domain)',
    ' JavaScript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'blob:http://127.0.0.1/1',
    'file:///etc/passwd',
    '/relative',
    '',
  ])('goes to no %j, neither in the window nor by a link', async (url) => {
    await expect(signIn(async () => ({ url }))).rejects.toThrow('must begin with https:// or http://');
    expect(popup).toMatchObject({ closed: true, log: [] });
    popup = null;
    await expect(signIn(async () => ({ url }))).rejects.toThrow('must begin with');
  });
});
