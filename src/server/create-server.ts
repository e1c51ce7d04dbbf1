import { sampleRecords } from '../core/page/index.js';
import { implicitManifest, parseManifest } from '../core/project/index.js';
import { ROUTES, TOKEN_HEADER, ZfappsError } from '../core/protocol/index.js';
import { allowedHost, onlyHostPage } from './access.js';
import { askersOf, missingFile } from './asking-page.js';
import { cspReports } from './csp-report.js';
import { createEventStreams } from './event-streams.js';
import { face, pathOf, sibling } from './face.js';
import { PAGE_HEADERS, withBoot } from './host-page.js';
import { manifestAnswer } from './manifest-answer.js';
import { createLoadedFiles } from './loaded-files.js';
import { carryOut, limitBody } from './request-route.js';
import { widgetFile } from './widget-file.js';
import { createWidgetPage } from './widget-page.js';
import type { Context } from 'hono';
import type { Backend } from '../core/backend/index.js';
import type { Manifest } from '../core/project/index.js';
import type { RecordsAnswer, ServerEvent } from '../core/protocol/index.js';
import type { Addresses } from './access.js';
import type { FileSource } from './file-source.js';
import type { WidgetPage, WidgetPageSource } from './widget-page.js';

/** Options of {@link createServer}. All but the backend and the files have a default. */
export interface ServerOptions {
  backend: Backend;
  /** The widget package's files, by URL path: `folderFiles(folder)` of `zfapps-shim/node`. */
  files: FileSource;
  /** The host page's files, `/index.html` and `/assets/…`: `pageFiles` of `zfapps-shim/node`. Default: no page. */
  pageFiles?: FileSource;
  /** The SDK that stands in for the vendor's: `sdkFile` of `zfapps-shim/node`. Default: none. */
  sdk?: () => Promise<Uint8Array>;
  /** The script that runs first in every page of the widget: `preludeFile` of `zfapps-shim/node`. Default: none. */
  prelude?: () => Promise<string>;
  /** `plugin-manifest.json`, parsed. Default: one widget, `/app/widget.html`. */
  manifest?: unknown;
  /** The widget package's name. Default `widget`. */
  name?: string;
  /** What the page says of requests. Default `live`. */
  mode?: 'offline' | 'live';
  /** What widgets see on the page. Default: a sample organisation and a sample record for each module. */
  records?: () => RecordsAnswer | Promise<RecordsAnswer>;
  /** The location whose widget is shown first. Default: the manifest's first. */
  location?: string;
  /** Sentences for the widget's author. Default: none. */
  notes?: readonly string[];
  /** Why a changed manifest or configuration is not in use. Default: none. */
  problems?: readonly string[];
  /** Longest body of a call, in bytes. Default 20 MB: twice the default of `limits.requestBytes`. */
  callBytes?: number;
  /** Where the server is reached, if that is known already; `listen()` says it otherwise. */
  addresses?: Addresses;
}

/** What may change while a server runs. */
export type ServerChanges = Partial<
  Pick<
    ServerOptions,
    'backend' | 'manifest' | 'mode' | 'records' | 'location' | 'notes' | 'problems' | 'callBytes'
  >
>;

/** The HTTP face of zfapps-shim: two origins, one for the host page and one for the widget's files. */
export interface Server {
  /** Answers on the host page's origin. */
  fetch(request: Request): Promise<Response>;
  /** Answers on the widget's origin. */
  widgetFetch(request: Request): Promise<Response>;
  /** How a page of the widget is answered where somebody else serves the widget's files. */
  widgetPage(url: URL, source?: WidgetPageSource): Promise<WidgetPage>;
  /** Takes a changed manifest, configuration or backend, and tells the open host pages. */
  update(changes: ServerChanges): void;
  /**
   * Tells the open host pages that files of the package changed, in one event; they reload the widgets
   * that use them. A folder stands for all that is in it.
   */
  fileChanged(path: string, ...more: string[]): void;
  /** Tells the server where it listens. Until then every request is refused. */
  listensAt(addresses: Addresses): void;
  /** Where it listens; undefined until that is known. */
  readonly addresses: Addresses | undefined;
}

/** Makes a server. It opens no socket: `listen()` of `zfapps-shim/node` does, or a host of one's own. */
export function createServer(given: ServerOptions): Server {
  const token = crypto.randomUUID();
  const options = { ...given };
  let manifest = manifestOf(options);
  let { addresses } = options;
  const at = (): Addresses | undefined => addresses;
  const events = createEventStreams();
  const loaded = createLoadedFiles();

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
  page.get(ROUTES.manifest, onlyPage, (context) =>
    context.json(manifestAnswer(options, manifest, sibling(context, addresses?.widgetPort))),
  );
  page.get(ROUTES.records, onlyPage, async (context) =>
    context.json(await (options.records ?? sampleRecords)()),
  );
  // An EventSource sends no header of its own: the token is in its address.
  const onlyPagesStream = onlyHostPage(token, ({ req }) => req.header(TOKEN_HEADER) ?? req.query('token'));
  page.get(ROUTES.events, onlyPagesStream, (context) => {
    const isSource = /\btext\/event-stream\b/.test(context.req.header('accept') ?? '');
    return isSource
      ? context.body(events.open('event-stream'), 200, { 'Content-Type': 'text/event-stream' })
      : context.body(events.open('lines'), 200, { 'Content-Type': 'application/x-ndjson' });
  });
  page.post(
    ROUTES.request,
    onlyPage,
    limitBody(() => options.callBytes ?? 20_000_000),
    (context) => carryOut(context, options.backend),
  );

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
      files: options.files,
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
    update(changes) {
      Object.assign(options, changes);
      if (changes.manifest !== undefined) manifest = manifestOf(options);
      events.publish({ type: 'project', records: changes.records !== undefined });
    },
    fileChanged(path, ...more) {
      const pages = loaded.pagesOf([path, ...more]);
      events.publish({ type: 'file', path, ...(pages === undefined ? {} : { pages }) });
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
