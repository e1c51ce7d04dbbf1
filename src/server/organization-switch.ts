import { DATA_CENTERS } from '../core/project/index.js';
import type { DataCenter } from '../core/project/index.js';
import type { OrganizationChanges, RecordsAnswer } from '../core/protocol/index.js';

/** Changes as they were checked: a data centre is one of those that there are. */
export type CheckedChanges = {
  [Name in keyof OrganizationChanges]?:
    | (Name extends 'dataCenter' ? DataCenter : OrganizationChanges[Name])
    | undefined;
};

/**
 * Where pages went while the server runs: language, data centre, members of organisation and user. It
 * lies over what the configuration says, and each part of it holds until the configuration says another
 * thing there than it did.
 */
export interface OrganizationSwitch {
  /** @param configured the language that the configuration says */
  to(changes: CheckedChanges, given: RecordsAnswer, configured: string): void;
  /** What pages see. */
  apply(given: RecordsAnswer, configured: string): RecordsAnswer;
  /** The language that pages are in. */
  locale(configured: string): string;
}

/** A value that was switched to, and the JSON of what the configuration said in its place. */
interface Switched<Value = unknown> {
  value: Value;
  base: string;
}

export function createOrganizationSwitch(): OrganizationSwitch {
  let locale: Switched<string> | undefined;
  let dataCenter: Switched<DataCenter> | undefined;
  const organization = new Map<string, Switched>();
  const user = new Map<string, Switched>();

  function localeOf(configured: string): string | undefined {
    return holding(locale, configured);
  }

  return {
    to(changes, given, configured) {
      if (changes.locale !== undefined) locale = { value: changes.locale, base: json(configured) };
      if (changes.dataCenter !== undefined)
        dataCenter = { value: changes.dataCenter, base: json(given.organization.data_center_extension) };
      note(organization, changes.organization, given.organization);
      note(user, changes.user, given.user);
    },

    apply(given, configured) {
      const place: Record<string, unknown> = {};
      const language = localeOf(configured);
      if (language !== undefined) place.language_code = language;
      const center = holding(dataCenter, given.organization.data_center_extension);
      if (center !== undefined) {
        place.data_center_extension = `.${center}`;
        const root = given.organization.api_root_endpoint;
        if (typeof root === 'string') place.api_root_endpoint = inDataCenter(root, center);
      }
      return {
        ...given,
        organization: { ...given.organization, ...place, ...membersOver(organization, given.organization) },
        user: { ...given.user, ...membersOver(user, given.user) },
      };
    },

    locale: (configured) => localeOf(configured) ?? configured,
  };
}

function holding<Value>(switched: Switched<Value> | undefined, given: unknown): Value | undefined {
  return switched?.base === json(given) ? switched?.value : undefined;
}

function note(
  members: Map<string, Switched>,
  changes: Readonly<Record<string, unknown>> | undefined,
  given: Readonly<Record<string, unknown>>,
): void {
  for (const [name, value] of Object.entries(changes ?? {}))
    members.set(name, { value, base: json(memberOf(given, name)) });
}

function membersOver(
  members: ReadonlyMap<string, Switched>,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const held = [...members].filter(([name, { base }]) => base === json(memberOf(given, name)));
  // Not assigned one by one: that would make `__proto__` the prototype.
  return Object.fromEntries(held.map(([name, { value }]) => [name, value]));
}

function memberOf(given: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(given, name) ? given[name] : undefined;
}

function json(value: unknown): string {
  return JSON.stringify(value) ?? '';
}

/** The vendor's hosts, such as `www.zohoapis.com.au`; one that a project has itself stays where it is. */
const VENDOR_HOST = new RegExp(
  `^((?:[\\w-]+\\.)*zoho[\\w-]*)\\.(?:${[...DATA_CENTERS]
    .sort((one, other) => other.length - one.length)
    .map((name) => name.replaceAll('.', '\\.'))
    .join('|')})$`,
);

/** An address of the vendor with the domain of a data centre; other text as it is. */
function inDataCenter(address: string, center: DataCenter): string {
  const match = /^(https?:\/\/)([^/:?#]+)(.*)$/s.exec(address);
  if (match === null) return address;
  const [, scheme = '', host = '', rest = ''] = match;
  return scheme + host.replace(VENDOR_HOST, `$1.${center}`) + rest;
}
