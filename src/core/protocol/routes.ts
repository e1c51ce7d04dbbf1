/** The paths that the server answers, on the host page's origin unless it says otherwise. */
export const ROUTES = {
  /** POST `{options}` → {@link BridgeAnswer} of a `ZfappsResponse`, with `warnings`. */
  request: '/__zfapps/request',
  /** GET → what the page needs of the widget package. */
  manifest: '/__zfapps/manifest',
  /** GET → organisation, user and records; POST a `RecordsCommand` → a `RecordsCommandAnswer`. */
  records: '/__zfapps/records',
  /** POST a `StorageCommand` → a `StorageAnswer`. */
  storage: '/__zfapps/storage',
  /** GET → a `ConnectionsAnswer`; POST a `ConnectionCommand` → a `ConnectionCommandAnswer`. */
  connections: '/__zfapps/connections',
  /** GET ← the provider's redirect after a person has signed in: `code`, `state`, `iss` or `error` (RFC 6749, section 4.1.2). */
  connectionsCallback: '/__zfapps/connections/callback',
  /** GET → a `DeskAnswer`; POST a `DeskCommand` → a `DeskCommandAnswer`. */
  desk: '/__zfapps/desk',
  /** Zoho Desk's own routes: `v1/invoke`, `v1/installedExtensions/…`, `v1/installations/…`, `v1/extensionLogs`. */
  deskApi: '/api/',
  /** GET → the widget package's texts in the organisation's language. */
  translations: '/__zfapps/translations',
  /** GET → the host page, for servers whose `/` is somebody else's. */
  page: '/__zfapps/',
  /** GET → the host page's scripts and styles. */
  pageAssets: '/__zfapps/page/',
  /** GET (the token in its query, or as a header) → a stream of {@link ServerEvent}, until the page goes. */
  events: '/__zfapps/events',
  /** GET, on the widget's origin → the SDK that stands in for the vendor's. */
  sdk: '/__zfapps/zf_sdk.js',
  /** GET `v1/zf_sdk.js` below it, on the widget's origin → the same, for modules that import a version. */
  sdkVersions: '/__zfapps/sdk/',
  /** POST, on the widget's origin ← the browser's reports of what the Content Security Policy blocked. */
  cspReport: '/__zfapps/csp-report',
  /** GET `<id>/app/widget.html` below it, in a frame of a test's page in a browser → the way into a mounted widget's page. */
  testing: '/__zfapps/testing/',
} as const;

/** The header in which the host page sends the token that it was given with its HTML. */
export const TOKEN_HEADER = 'x-zfapps-token';

/** The attribute of the SDK's script tag, and of the prelude's, that says which origin the host page has. */
export const HOST_ORIGIN_ATTRIBUTE = 'data-zfapps-host';

/** The attribute of the prelude's script tag that says where our SDK is. */
export const SDK_ATTRIBUTE = 'data-zfapps-sdk';

/** The attribute of the prelude's script tag that says which dev server the page comes from, by its origin. */
export const DEV_SERVER_ATTRIBUTE = 'data-zfapps-dev-server';

/** The `id` of the JSON script in the host page's HTML that holds its {@link PageBoot}. */
export const BOOT_ELEMENT_ID = 'zfapps-boot';

/** What the server writes into the host page's HTML. */
export interface PageBoot {
  /** Minted when the server started; every call to `/__zfapps` carries it. */
  token: string;
  /** The origin that serves the widget's files, such as `http://127.0.0.1:5181`. */
  widgetOrigin: string;
}
