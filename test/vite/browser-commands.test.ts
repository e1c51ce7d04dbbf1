import { describe, expect, it } from 'vitest';
import { mountWidget } from '../../src/testing/browser/index.js';
import { browserCommands } from '../../src/vite/browser-commands.js';
import { forgetMount, routeMount } from '../../src/vite/mount-routes.js';
import type { Frame, Page, Route } from 'playwright-core';
import type { CommandContext } from '../../src/vite/browser-commands.js';

const ORIGIN = 'http://127.0.0.1:63315';

type Router = (route: Route) => Promise<void>;

/** A page of Playwright's, as far as routes go. */
function fakePage() {
  const routers = new Set<Router>();
  let changes = 0;
  const page = {
    async route(_: string, router: Router) {
      changes += 1;
      routers.add(router);
    },
    async unroute(_: string, router: Router) {
      changes += 1;
      routers.delete(router);
    },
  };
  return { page: page as unknown as Page, routers, changes: () => changes };
}

function fakeFrame(parent: Frame | null = null): Frame {
  return { parentFrame: () => parent, isDetached: () => false, evaluate: async () => undefined } as never;
}

/** What becomes of a request. */
async function ask(routers: Set<Router>, frame: Frame, url: string, isNavigation = false): Promise<string> {
  let fate = 'on its way';
  const request = {
    url: () => new URL(url, ORIGIN).href,
    frame: () => frame,
    isNavigationRequest: () => isNavigation,
    resourceType: () => (isNavigation ? 'document' : 'script'),
  };
  const route = {
    request: () => request,
    fallback: async () => {
      fate = 'untouched';
    },
    abort: async () => {
      fate = 'aborted';
    },
    fulfill: async ({ body }: { body: Buffer }) => {
      fate = body.toString();
    },
  };
  for (const router of routers) await router(route as unknown as Route);
  return fate;
}

/** A mount that answers everything of its own origin by its name. */
function mountNamed(id: string, tester: Frame) {
  return {
    id,
    tester,
    answer: async ({ url, isPage }: { url: string; isPage: boolean }) =>
      url.startsWith(ORIGIN)
        ? { status: 200, headers: {}, body: Buffer.from(`${isPage ? 'page' : 'file'} of ${id}`) }
        : undefined,
  };
}

describe('the routes of mounts in a browser', () => {
  it('answer each frame, and the frames in it, from the mount that it was opened for', async () => {
    const { page, routers } = fakePage();
    const tester = fakeFrame();
    const [first, second] = [fakeFrame(tester), fakeFrame(tester)];
    await Promise.all([routeMount(page, mountNamed('a', tester)), routeMount(page, mountNamed('b', tester))]);
    expect(await ask(routers, first, '/__zfapps/testing/a/app/widget.html', true)).toBe('page of a');
    expect(await ask(routers, second, '/__zfapps/testing/b/app/widget.html', true)).toBe('page of b');
    expect(await ask(routers, first, '/app/x.js')).toBe('file of a');
    expect(await ask(routers, second, '/app/x.js')).toBe('file of b');
    expect(await ask(routers, fakeFrame(first), '/app/inner.html', true)).toBe('file of a');
  });

  it('leave the requests of other frames untouched, and abort what leads elsewhere', async () => {
    const { page, routers } = fakePage();
    const tester = fakeFrame();
    const frame = fakeFrame(tester);
    await routeMount(page, mountNamed('a', tester));
    await ask(routers, frame, '/__zfapps/testing/a/app/widget.html', true);
    expect(await ask(routers, tester, '/app/x.js')).toBe('untouched');
    expect(await ask(routers, fakeFrame(), 'https://example.com/')).toBe('untouched');
    expect(await ask(routers, fakeFrame(tester), '/__zfapps/testing/nobody/app/widget.html', true)).toBe(
      'untouched',
    );
    expect(await ask(routers, frame, 'https://example.com/')).toBe('aborted');
  });

  it('give a mount that is closed nothing, and are gone with the last', async () => {
    const { page, routers } = fakePage();
    const tester = fakeFrame();
    const frame = fakeFrame(tester);
    await routeMount(page, mountNamed('a', tester));
    await routeMount(page, mountNamed('b', tester));
    await ask(routers, frame, '/__zfapps/testing/a/app/widget.html', true);
    await forgetMount(page, 'a');
    await forgetMount(page, 'a');
    expect(await ask(routers, frame, '/app/x.js')).toBe('aborted');
    expect(routers.size).toBe(1);
    await forgetMount(page, 'b');
    expect(routers.size).toBe(0);
  });

  it('stay as they are while another mount comes: what is on its way meets no gap', async () => {
    const { page, routers, changes } = fakePage();
    const tester = fakeFrame();
    await routeMount(page, mountNamed('a', tester));
    await Promise.all([
      routeMount(page, mountNamed('b', tester)),
      forgetMount(page, 'a'),
      forgetMount(page, 'b'),
      routeMount(page, mountNamed('c', tester)),
    ]);
    expect([changes(), routers.size]).toEqual([1, 1]);
  });

  it('forget the mounts of a test file whose page is gone', async () => {
    const { page, routers } = fakePage();
    const gone = { ...fakeFrame(), isDetached: () => true } as Frame;
    await routeMount(page, mountNamed('left', gone));
    await routeMount(page, mountNamed('b', fakeFrame()));
    await forgetMount(page, 'b');
    expect(routers.size).toBe(0);
  });
});

describe('mountWidget of the browser', () => {
  it('says which provider it needs', async () => {
    const context = { provider: { name: 'webdriverio' } } as CommandContext;
    const answer = await browserCommands.zfappsOpen(context, { source: 'widget', resources: {} });
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'invalid_options', message: expect.stringContaining('provider: playwright()') },
    });
  });

  it('says that it runs in a browser only', async () => {
    await expect(mountWidget({ html: '' })).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringContaining("runs in Vitest's browser mode only"),
    });
  });
});
