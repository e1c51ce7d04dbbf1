import { describeLocation, MODAL_ALIGNS, toModalAlign, widgetShape } from '../core/project/index.js';
import { DEFAULT_LIMITS, DEFAULT_PAGE_RULES } from '../core/protocol/index.js';
import { policyNotes } from './content-policy.js';
import { knownLocales, readTranslations } from './translations.js';
import type { Manifest, ManifestWidget } from '../core/project/index.js';
import type { ManifestAnswer, WidgetOnPage } from '../core/protocol/index.js';
import type { ServerOptions } from './server-options.js';
import type { TranslationSource } from './translations.js';

/** The version that the build writes in. */
declare const __ZFAPPS_VERSION__: string;

/** Makes the host page's view of a manifest's widgets. */
function widgetsOnPage(manifest: Manifest, widgetOrigin: string): WidgetOnPage[] {
  return manifest.modules.widgets.map((widget): WidgetOnPage => {
    const { title, module, mode } = describeLocation(widget.location);
    const url = new URL(widget.url, `${widgetOrigin}/`);
    const align = toModalAlign(widget.popup?.align ?? '');
    return {
      name: widget.name,
      location: widget.location,
      locationTitle: title,
      url: url.href,
      hostedElsewhere: url.origin !== widgetOrigin,
      shape: widgetShape(widget),
      ...(module === undefined ? {} : { module }),
      ...(align === undefined ? {} : { align }),
      ...(mode === undefined ? {} : { pageMode: mode }),
      allowedFeatures: widget.allowed_features ?? [],
    };
  });
}

/** Says of a widget whose `popup.align` is no known word where its modal stands. */
function alignNotes({ name, popup }: ManifestWidget): string[] {
  const align = popup?.align?.trim() ?? '';
  if (align === '' || toModalAlign(align) !== undefined) return [];
  return [
    `The widget "${name}" has the popup.align ${JSON.stringify(align)}, which is none of ${MODAL_ALIGNS.join(', ')}: its modal stands in the middle.`,
  ];
}

type GivenOptions = Pick<
  ServerOptions,
  'name' | 'mode' | 'location' | 'notes' | 'problems' | 'rules' | 'preSaveMs'
>;

/** The answer of the manifest route. A location that no widget has counts as none. */
export async function manifestAnswer(
  { name, mode, location, notes, problems, rules, preSaveMs }: GivenOptions,
  manifest: Manifest,
  {
    widgetOrigin,
    locale,
    translations,
  }: { widgetOrigin: string; locale: string; translations: TranslationSource },
): Promise<ManifestAnswer> {
  const widgets = widgetsOnPage(manifest, widgetOrigin);
  const [texts, locales] = await Promise.all([
    readTranslations(translations, locale, manifest),
    knownLocales(translations, locale, manifest),
  ]);
  return {
    name: name ?? 'widget',
    mode: mode ?? 'live',
    initialWidget: Math.max(
      0,
      widgets.findIndex((widget) => widget.location === location),
    ),
    version: __ZFAPPS_VERSION__,
    widgets,
    notes: [
      ...(notes ?? []),
      ...policyNotes(manifest.cspDomains),
      ...manifest.modules.widgets.flatMap(alignNotes),
      ...texts.problems,
    ],
    cspDomains: manifest.cspDomains,
    problems: problems ?? [],
    rules: rules ?? DEFAULT_PAGE_RULES,
    preSaveMs: preSaveMs ?? DEFAULT_LIMITS.preSaveMs,
    locale,
    locales,
  };
}
