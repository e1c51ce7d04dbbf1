import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { commands } from 'vitest/browser';
import { mountWidget } from 'zfapps-shim/testing';
import type { MountedWidget } from 'zfapps-shim/testing';

const SDK = '<!doctype html><script src="https://js.zohostatic.com/zohofinance/v1/zf_sdk.js"></script>';
const INIT = '<script>ZFAPPS.extension.init()</script>';

/** The frame itself: the types are those of a mount in Node. */
function frameOf({ frame }: MountedWidget): HTMLIFrameElement {
  return frame as unknown as HTMLIFrameElement;
}

describe('a widget that is mounted in a browser', () => {
  it('is in a real frame, as the host page has it', async () => {
    const widget = await mountWidget({ html: SDK + INIT });
    const frame = frameOf(widget);
    expect(frame).toBeInstanceOf(HTMLIFrameElement);
    expect(frame.getAttribute('data-zfapps-widget')).toBe('Widget');
    expect(widget.document).toBe(frame.contentDocument);
    expect([...document.querySelectorAll('iframe')]).toEqual([frame]);
    expect(widget.document.referrer).toBe(`${window.location.origin}/`);
  });

  it('leaves nothing behind once it is closed', async () => {
    const widget = await mountWidget({
      html: `${SDK}<script>
        localStorage.left = sessionStorage.left = 'yes';
        ZFAPPS.extension.init().then(() => ZFAPPS.showModal({ url: '/app/modal.html' }));
      </script>`,
      files: { '/app/modal.html': SDK + INIT },
    });
    await expect.poll(() => widget.modals.length).toBe(1);
    await widget.close();
    expect(document.querySelectorAll('iframe[data-zfapps-widget], dialog')).toHaveLength(0);
    expect([localStorage.left, sessionStorage.left]).toEqual([undefined, undefined]);
    expect(
      Object.getOwnPropertySymbols(window).filter(({ description = '' }) =>
        /^[\da-f-]{36}$/.test(description),
      ),
    ).toEqual([]);
  });

  it('takes its files from its own package, whoever else is mounted', async () => {
    const named = (name: string) =>
      mountWidget({
        html: `${SDK}<script src="/app/name.js"></script>${INIT}`,
        files: { '/app/name.js': `window.name2 = '${name}';` },
      });
    const [first, second] = await Promise.all([named('first'), named('second')]);
    expect([first.window.name2, second.window.name2]).toEqual(['first', 'second']);
    await first.close();
    await second.reload();
    expect(second.window.name2).toBe('second');
  });

  it('may navigate within its package, and frame its own pages', async () => {
    const widget = await mountWidget({
      html: `${SDK}<iframe src="/app/inner.html"></iframe><a id="on" href="/app/next.html#part">on</a>${INIT}`,
      files: {
        '/app/inner.html': '<p>inner</p>',
        '/app/next.html': `${SDK}<p>next</p>${INIT}`,
      },
    });
    expect(widget.document.querySelector('iframe')?.contentDocument?.body.textContent).toBe('inner');
    widget.document.getElementById('on')?.click();
    await expect.poll(() => widget.host.widgets[0]?.path).toBe('/app/next.html');
    expect(widget.window.location.hash).toBe('#part');
    expect(widget.document.body.textContent).toContain('next');
    expect(widget.findings).toEqual([]);
  });

  it('reaches nothing of the server that the test came from, nor the network', async () => {
    const widget = await mountWidget(
      {
        html: `${SDK}<img src="/package.json"><script>
          window.tries = Promise.all(['/package.json', '/@vite/client', 'https://example.com/'].map((url) =>
            fetch(url).then(({ status }) => status, () => 'failed')));
        </script>`,
      },
      { onFinding: () => {} },
    );
    expect(await widget.window.tries).toEqual([404, 404, 'failed']);
  });

  it('has the policy of production, and tells what it blocked', async () => {
    const widget = await mountWidget(
      { html: `${SDK}<script>fetch('https://example.com/').catch(() => {})</script>` },
      { onFinding: () => {}, handlers: [http.get('https://example.com/', () => HttpResponse.text('no'))] },
    );
    await expect
      .poll(() => widget.findings)
      .toMatchObject([{ kind: 'csp', directive: 'connect-src', ownPolicy: false }]);
  });

  it('leaves the requests of the test itself alone', async () => {
    await mountWidget({ html: SDK + INIT });
    const { status } = await fetch('/package.json');
    expect(status).toBe(200);
  });

  it('is refused where its folder is not for Vite to serve', async () => {
    await expect(mountWidget('/etc')).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringMatching(/^mountWidget may not read \/etc: .*server: \{ fs: \{ allow:/),
    });
    await expect(
      mountWidget({ html: '' }, { resources: { 'https://cdn.example.com/a': '/etc/hostname' } }),
    ).rejects.toThrow('mountWidget may not read /etc/hostname');
  });

  it('is closed by the commands as often as one likes', async () => {
    const { zfappsClose } = commands as unknown as { zfappsClose(id: string): Promise<void> };
    await expect(zfappsClose('nobody')).resolves.toBeUndefined();
  });
});
