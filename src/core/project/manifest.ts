import { toUrl } from '../protocol/index.js';
import { z } from 'zod';
import { checkedConfig } from './config-problems.js';

const texts = z.array(z.string());

const widget = z
  .looseObject(
    {
      /** Where it stands, such as `invoice.details.sidebar`. */
      location: z.string('expected a location such as "invoice.details.sidebar"').min(1, 'is empty'),
      /** Shown to people. Derived from its page's file name where the manifest has none. */
      name: z.string().optional().catch(undefined),
      /** Root-relative to the package (`/app/widget.html`), or absolute for a widget hosted elsewhere. */
      url: z
        .string('expected a path such as "/app/widget.html", or an absolute URL')
        .min(1, 'is empty')
        .superRefine(checkUrl),
      /** Root-relative path of an image. */
      logo: z.string().optional().catch(undefined),
      /** `modal` for a widget that opens over the page, whatever its location. */
      widget_type: z.string().optional().catch(undefined),
      /** How a modal stands on the page: `align` in the manifest's own words. */
      popup: z
        .looseObject({ align: z.string().optional().catch(undefined) })
        .optional()
        .catch(undefined),
      /** Features for the frame's `allow` attribute. */
      allowed_features: texts.optional().catch(undefined),
    },
    'expected an object such as { "location": "invoice.details.sidebar", "name": "…", "url": "/app/widget.html" }',
  )
  .transform((value) => ({ ...value, name: value.name?.trim() || nameOf(value.url) }));

/** A connection that a manifest declares. */
const usedConnection = z
  .looseObject({
    /** What code calls it: `connection_link_name`. */
    connectionLinkName: z.string().optional().catch(undefined),
  })
  .catch({});

/**
 * The schema of `plugin-manifest.json` for the finance services. Lenient, as the vendor's own
 * validator is: unknown members stay, and an optional one of another shape counts as missing. Only
 * a widget's location and url have to be right.
 */
export const manifestSchema = z.looseObject(
  {
    /** The service in any letter case: FINANCE, INVENTORY, BILLING … Default `FINANCE`. */
    service: z.string().catch('FINANCE'),
    modules: z
      .looseObject(
        {
          widgets: z.array(widget, 'expected a list of widgets').default([]),
        },
        'expected an object with widgets',
      )
      .prefault({}),
    /** Default none. */
    usedConnections: z.array(usedConnection).catch([]),
    /** Connections are sometimes written here. Default none. */
    config: z.array(z.unknown()).catch([]),
    /** Sources that the production's Content Security Policy also allows, by directive. */
    cspDomains: z.record(z.string(), texts).catch({}),
    whiteListedDomains: texts.catch([]),
    /** The locales that `app/translations` has. */
    locale: texts.catch([]),
  },
  'expected an object with modules.widgets',
);

/** A checked `plugin-manifest.json`, with its defaults filled in. */
export type Manifest = z.output<typeof manifestSchema>;

/** A widget of a {@link Manifest}. */
export type ManifestWidget = Manifest['modules']['widgets'][number];

/**
 * Checks a parsed `plugin-manifest.json`.
 *
 * @throws ZfappsError `invalid_config`, a line for each problem
 */
export function parseManifest(value: unknown): Manifest {
  return checkedConfig(manifestSchema, value, 'plugin-manifest.json ');
}

/** The manifest of a folder that has none: one widget, `/app/widget.html`, beside an invoice. */
export function implicitManifest(): Manifest {
  return manifestSchema.parse({
    modules: { widgets: [{ location: 'invoice.details.sidebar', name: 'Widget', url: '/app/widget.html' }] },
  });
}

function checkUrl(url: string, context: z.core.$RefinementCtx<string>): void {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
    context.addIssue({
      code: 'custom',
      message: `has the scheme ${scheme}:; write a path such as "/app/widget.html", or an https URL`,
    });
  } else if (toUrl(url, 'https://widget.invalid/') === undefined) {
    context.addIssue({ code: 'custom', message: 'is no URL; write a path such as "/app/widget.html"' });
  }
}

function nameOf(url: string): string {
  const file = new URL(url, 'https://widget.invalid/').pathname.split('/').at(-1) ?? '';
  return file.replace(/\.[^.]*$/, '') || 'Widget';
}
