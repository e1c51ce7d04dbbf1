/** How the host page frames a widget. */
export type WidgetShape = 'sidebar' | 'modal' | 'page' | 'dashboard' | 'background' | 'settings';

/** A widget of the manifest, with all that the host page needs to show it. */
export interface WidgetOnPage {
  name: string;
  /** As the manifest has it, such as `invoice.details.sidebar`. */
  location: string;
  /** The location in words, such as `Invoice details, sidebar`. */
  locationTitle: string;
  /** Absolute: on the widget origin, or wherever else the manifest's absolute `url` points. */
  url: string;
  /** The manifest's `url` was absolute: the widget's files are not in the package. */
  hostedElsewhere: boolean;
  shape: WidgetShape;
  /** The module of the record that the widget sits on, such as `invoice`; absent on a dashboard or web tab. */
  module?: string;
  /** `list`, `details` or `creation`, where the location has one. */
  pageMode?: string;
  /** The manifest's `allowed_features`, for the frame's `allow` attribute. */
  allowedFeatures: readonly string[];
}

/** The answer of `ROUTES.manifest`. */
export interface ManifestAnswer {
  /** The widget package's name. */
  name: string;
  /** `offline`: nothing leaves this machine; `live`: requests reach their upstreams. */
  mode: 'offline' | 'live';
  /** The index in `widgets` of the one to show first. */
  initialWidget: number;
  /** The version of zfapps-shim. */
  version: string;
  widgets: readonly WidgetOnPage[];
  /** Sentences for the widget's author, such as a connection that is off for want of its secret. */
  notes: readonly string[];
  /** The manifest's `cspDomains`: sources by directive. */
  cspDomains: Readonly<Record<string, readonly string[]>>;
  /** Why a changed manifest or configuration is not in use; the former one still is. */
  problems: readonly string[];
}

/** The answer of `ROUTES.records`: complete, with a plausible default for every module. */
export interface RecordsAnswer {
  organization: Record<string, unknown>;
  user: Record<string, unknown>;
  /** By module, such as `invoice`. */
  records: Record<string, Record<string, unknown>>;
}
