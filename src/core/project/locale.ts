import { z } from 'zod';
import { describeValue } from '../protocol/index.js';

/** A language tag such as `en` or `pt-BR`, as `Intl` writes it. */
export const localeSchema = z
  .string('expected a language tag such as "en" or "pt-BR"')
  .transform((tag, context) => {
    const locale = knownLocale(tag);
    if (locale !== undefined) return locale;
    // Other programs write an underscore.
    const meant = knownLocale(tag.trim().replaceAll('_', '-'));
    const hint = meant === undefined ? '; write one such as "en" or "pt-BR"' : `; did you mean "${meant}"?`;
    context.addIssue({ code: 'custom', message: `${describeValue(tag)} is no language tag${hint}` });
    return z.NEVER;
  });

/** The tag in its usual form; undefined where it is none, or of a language that has no name. */
function knownLocale(tag: string): string | undefined {
  try {
    const locale = new Intl.Locale(tag);
    const name = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(locale.language);
    return name === undefined ? undefined : locale.toString();
  } catch {
    // A RangeError: what was given has not the form of a tag.
    return undefined;
  }
}
