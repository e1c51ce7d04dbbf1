import { implicitManifest, parseManifest } from '../core/project/index.js';
import { ROUTES, TOKEN_HEADER, userId, ZfappsError } from '../core/protocol/index.js';
import { memoryStore } from '../core/store/index.js';
import { allowedHost, onlyHostPage } from './access.js';
import { askersOf, missingFile } from './asking-page.js';
import { changeConnection, showConnections } from './connections-route.js';
import { cspReports } from './csp-report.js';
import { callDesk, noForeignPage, tooLong } from './desk-face.js';
import { changeDesk, NO_DESK, showDesk } from './desk-route.js';
import { createEventStreams } from './event-streams.js';
import { face, pathOf, sibling } from './face.js';
import { PAGE_HEADERS, withBoot } from './host-page.js';
import { manifestAnswer } from './manifest-answer.js';
import { withoutSecret } from './manifest-file.js';
import { createLoadedFiles } from './loaded-files.js';
import { createPageRecords } from './page-records.js';
import { changeRecords } from './records-route.js';
import { carryOut, limitBody } from './request-route.js';
import { finishSignIn } from './sign-in-page.js';
import { useStorage } from './storage-route.js';
import { isTranslations, readTranslations, translationsIn } from './translations.js';
import { widgetFile } from './widget-file.js';
import { createWidgetPage } from './widget-page.js';
import type { Context } from 'hono';
import type { Manifest } from '../core/project/index.js';
import type { ServerEvent } from '../core/protocol/index.js';
import type { Addresses } from './access.js';
import type { Server, ServerOptions } from './server-options.js';
import type { WidgetPage, WidgetPageSource } from './widget-page.js';

/** Makes a server. It opens no socket: `listen()` of `zfapps-shim/node` does, or a host of one's own. */
export function createServer(given: ServerOptions): Server {
  const token = crypto.randomUUID();
  const options = { ...given };
  let manifest = manifestOf(options);
  let { addresses } = options;
  const at = (): Addresses | undefined => addresses;
  const events = createEventStreams();
  const loaded = createLoadedFiles();
  const records = createPageRecords(options);
  const ownStore = memoryStore();
  const translations = options.translations ?? translationsIn(options.files);

  function publishFinding(event: Extract<ServerEvent, { type: 'finding' }>): void {
    const pages = loaded.pagesOf([event.page]);
    events.publish({ ...event, ...(pages === undefined ? {} : { pages }) });
  }

  const page = face().use(allowedHost(at, 'pagePort'));
  const showPage = (context: Context) =>
    hostPage(context, options, { token, widgetOrigin: sibling(context, addresses?.widgetPort) });
  page.get('/', showPage);
  page.get(ROUTES.page, showPage);
  page.get(`${ROUTES.pageAssets}*`, async (context) => {
    const file = await options.pageFiles?.(pathOf(context).slice(ROUTES.pageAssets.length - 1));
    return file === undefined
      ? context.notFound()
      : context.body(file.bytes.slice(), 200, { 'Content-Type': file.type });
  });
  const onlyPage = onlyHostPage(token);
  const callBytes = () => options.callBytes ?? 20_000_000;
  const limited = limitBody(callBytes);
  page.get(ROUTES.manifest, onlyPage, async (context) => {
    const place = { widgetOrigin: sibling(context, addresses?.widgetPort), locale: records.locale };
    return context.json(await manifestAnswer(options, manifest, { ...place, translations }));
  });
  page.get(ROUTES.records, onlyPage, async (context) => context.json(await records.read()));
  page.post(ROUTES.records, onlyPage, limited, (context) =>
    changeRecords(context, records, () => events.publish({ type: 'project', records: true })),
  );
  page.post(ROUTES.storage, onlyPage, limited, (context) =>
    useStorage(context, options.store ?? ownStore, records),
  );
  page.get(ROUTES.translations, onlyPage, async (context) => {
    const { texts } = await readTranslations(translations, records.locale, manifest);
    return context.json(texts);
  });
  // An EventSource sends no header of its own: the token is in its address.
  const onlyPagesStream = onlyHostPage(token, ({ req }) => req.header(TOKEN_HEADER) ?? req.query('token'));
  page.get(ROUTES.events, onlyPagesStream, (context) => {
    const isSource = /\btext\/event-stream\b/.test(context.req.header('accept') ?? '');
    return isSource
      ? context.body(events.open('event-stream'), 200, { 'Content-Type': 'text/event-stream' })
      : context.body(events.open('lines'), 200, { 'Content-Type': 'application/x-ndjson' });
  });
  page.post(ROUTES.request, onlyPage, limited, (context) =>
    carryOut(context, options.backend, async () => userId((await records.read()).user)),
  );
  const connections = () => options.backend.connections;
  page.get(ROUTES.connections, onlyPage, (context) => showConnections(context, connections(), records));
  page.post(ROUTES.connections, onlyPage, limited, (context) =>
    changeConnection(context, connections(), records),
  );
  page.get(ROUTES.connectionsCallback, (context) => finishSignIn(context, connections()));
  let stopTelling: (() => void) | undefined;
  function tellOfConnections(): void {
    stopTelling?.();
    stopTelling = connections()?.onChange(() => events.publish({ type: 'connections' }));
  }
  tellOfConnections();

  const desk = () => options.desk ?? NO_DESK;
  page.get(ROUTES.desk, onlyPage, (context) => showDesk(context, desk(), records));
  page.post(ROUTES.desk, onlyPage, limited, (context) =>
    changeDesk(context, desk(), () => events.publish({ type: 'desk' })),
  );
  // An extension's server calls these: HASH and token are what they ask for.
  page.all(`${ROUTES.deskApi}*`, noForeignPage, limitBody(callBytes, tooLong), (context) =>
    callDesk(context, desk()),
  );
  let stopTellingDesk: (() => void) | undefined;
  function tellOfDesk(): void {
    stopTellingDesk?.();
    const at = desk();
    stopTellingDesk = 'off' in at ? undefined : at.onChange(() => events.publish({ type: 'desk' }));
  }
  tellOfDesk();

  async function widgetPage(url: URL, more: WidgetPageSource = {}): Promise<WidgetPage> {
    const { protocol, hostname, origin } = url;
    return createWidgetPage({
      sdkUrl: `${origin}${ROUTES.sdk}`,
      hostOrigin: `${protocol}//${hostname}:${addresses?.pagePort}`,
      prelude: (await options.prelude?.()) ?? '',
      cspDomains: manifest.cspDomains,
      ...more,
    });
  }

  const widget = face().use(allowedHost(at, 'widgetPort'));
  widget.on('GET', [ROUTES.sdk, `${ROUTES.sdkVersions}:version/zf_sdk.js`], async (context) => {
    const sdk = await options.sdk?.();
    return sdk === undefined
      ? context.notFound()
      : context.body(sdk.slice(), 200, { 'Content-Type': 'text/javascript; charset=utf-8' });
  });
  widget.post(ROUTES.cspReport, cspReports(publishFinding));
  widget.get('*', (context) =>
    widgetFile(context, {
      files: withoutSecret(options.files),
      page: () => widgetPage(new URL(context.req.url)),
      onAsked(path, found) {
        for (const asker of askersOf(context, path)) loaded.note(path, asker, found);
        const missing = found ? undefined : missingFile(context, path);
        if (missing !== undefined) publishFinding(missing);
      },
    }),
  );

  return {
    fetch: async (incoming) => page.fetch(incoming),
    widgetFetch: async (incoming) => widget.fetch(incoming),
    widgetPage,
    isForDesk: ({ pathname }) => pathname.startsWith(`${ROUTES.deskApi}v1/`) && !('off' in desk()),
    update(changes) {
      Object.assign(options, changes);
      if (changes.manifest !== undefined) manifest = manifestOf(options);
      if (changes.backend !== undefined) tellOfConnections();
      if (changes.desk !== undefined) tellOfDesk();
      events.publish({ type: 'project', records: changes.records !== undefined });
    },
    fileChanged(path, ...more) {
      const texts = [path, ...more].find(isTranslations);
      const pages = texts === undefined ? loaded.pagesOf([path, ...more]) : undefined;
      events.publish({ type: 'file', path: texts ?? path, ...(pages === undefined ? {} : { pages }) });
      // There may be another language, or one file less that is wrong.
      if (texts !== undefined) events.publish({ type: 'project', records: false });
    },
    listensAt(where) {
      addresses = where;
    },
    get addresses() {
      return addresses;
    },
  };
}

function manifestOf(options: Pick<ServerOptions, 'manifest'>): Manifest {
  return options.manifest === undefined ? implicitManifest() : parseManifest(options.manifest);
}

async function hostPage(
  context: Context,
  options: Pick<ServerOptions, 'pageFiles'>,
  boot: { token: string; widgetOrigin: string },
): Promise<Response> {
  const file = await options.pageFiles?.('/index.html');
  if (file === undefined)
    throw new ZfappsError(
      'internal',
      'The host page is not built. In a clone of zfapps-shim, run: npm run build',
    );
  return context.html(withBoot(new TextDecoder().decode(file.bytes), boot), 200, PAGE_HEADERS);
}
