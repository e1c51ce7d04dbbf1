import { mswTransport } from '../../core/backend/index.js';
import { createHost } from '../../host/index.js';
import { checkMountOptions } from '../check-options.js';
import { chooseWidget, openChosen } from '../choose-widget.js';
import { hostOptions } from '../host-options.js';
import { observeMount } from '../observe-mount.js';
import { packageTranslations } from '../read-translations.js';
import { sharedPageOf } from '../shared-page.js';
import { testBackend } from '../test-backend.js';
import { createTestPage } from '../test-page.js';
import { answerPages } from './answer-page.js';
import { findingsTold } from './findings-told.js';
import { frameStage } from './frame-stage.js';
import { mountCommands, unwrap } from './mount-commands.js';
import { openMountFiles } from './mount-files.js';
import { followStorage } from './follow-storage.js';
import type { OpenWidget } from '../../host/index.js';
import type { MountSource } from '../../node/index.js';
import type { WidgetWindow } from '../dom/engine.js';
import type { MountedWidget } from '../mounted-widget.js';
import type { MountOptions } from '../mount-options.js';

/**
 * Mounts a widget in a real frame of the test's page, in Vitest's browser mode with the Playwright
 * provider: the same test file runs in Node and in a browser. The Vitest config needs `zfapps()` of
 * `zfapps-shim/vite` among its plugins.
 *
 * Nothing is fetched from elsewhere: the package's files, the SDK and `resources` are served in place of
 * the network, and requests are answered by `handlers` and `transports` only. `dom` has no effect.
 *
 * It resolves once the page has loaded and, if it has loaded the SDK, is connected: what it does in
 * `extension.init().then(…)` while it loads is done.
 *
 * @param source the folder of the widget package, from Vitest's root, or the page itself
 * @throws ZfappsError with what to mend
 */
export async function mountWidget(
  source: string | MountSource,
  options: MountOptions = {},
): Promise<MountedWidget<HTMLIFrameElement>> {
  checkMountOptions(source, options);
  // At once, while the test that calls is surely the present one.
  const observed = observeMount<HTMLIFrameElement>(options);
  const { zfappsOpen, zfappsClose } = await mountCommands();
  const { id, manifest } = unwrap(await zfappsOpen({ source, resources: options.resources ?? {} }));
  const transports = options.transports ?? [];
  const endAnswers = answerPages(id, manifest, [mswTransport(options.handlers ?? []), ...transports]);
  const sweepStorage = followStorage();
  const files = openMountFiles(id);

  async function closed(): Promise<void> {
    endAnswers();
    files.close();
    sweepStorage();
    await zfappsClose(id);
  }

  try {
    const chosen = chooseWidget(manifest, options);
    const stage = frameStage(id);
    const shared =
      options.page === undefined
        ? createTestPage(chosen.location, manifest, options)
        : sharedPageOf(options.page);
    const translations = packageTranslations(files.read, shared.locale, manifest);
    // While its page loads: both take their way through the browser.
    void translations().then(files.close);
    const host = createHost<HTMLIFrameElement>(
      {
        request: testBackend(options, { manifest, transports, page: shared.page, ...observed }),
        translations,
        ...hostOptions(shared, manifest, observed.listeners),
      },
      stage,
    );
    return await observed.mounted({
      host,
      shared,
      open: () => openChosen(host, chosen, window.location.origin),
      loaded: ({ frame }) => stage.loaded(frame),
      windowOf,
      translations,
      told: findingsTold,
      closed,
    });
  } catch (error) {
    await closed();
    throw error;
  }
}

function windowOf({ frame }: OpenWidget<HTMLIFrameElement>): WidgetWindow {
  if (frame.contentWindow === null)
    throw new Error('The widget has no page: it was closed, or is about to load.');
  return frame.contentWindow as unknown as WidgetWindow;
}
