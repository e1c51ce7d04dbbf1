import { DATA_CENTERS } from '../project/index.js';

/** The hosts of Desk in every data centre. */
const DESK_HOST = /^desk\.zoho(?:cloud)?\.[a-z]{2,3}(?:\.[a-z]{2})?\.?$/;

/** Tells whether a host of Desk is that of a data centre that is known. */
export function isDataCenter({ hostname }: URL): boolean {
  const host = hostname.replace(/\.$/, '');
  return host === 'desk.zohocloud.ca' || DATA_CENTERS.some((name) => host === `desk.zoho.${name}`);
}

/** What is answered here of Desk's paths, in lower case. */
const OWN_ROOTS: Readonly<Record<string, string>> = {
  installedextensions: 'installedExtensions',
  installations: 'installations',
  extensionlogs: 'extensionLogs',
};

/** The path below `api/v1` of a URL that is answered here in every mode; undefined for others. */
export function ownPathOf(url: URL): string[] | undefined {
  return DESK_HOST.test(url.hostname) ? ownPathIn(url.pathname) : undefined;
}

/**
 * The same for a path alone.
 *
 * SECURITY: what an upstream might take for one of these paths does not leave either: letter case, encoded letters
 * and slashes, path parameters (`;x=1`) and doubled slashes make no difference.
 */
export function ownPathIn(pathname: string): string[] | undefined {
  const segments: string[] = [];
  for (const one of pathname.split('/').flatMap((part) => decoded(withoutParams(part)).split(/[/\\]/))) {
    const segment = withoutParams(one).trim();
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  const [api, version, root, ...rest] = segments;
  if (api?.toLowerCase() !== 'api' || version?.toLowerCase() !== 'v1' || root === undefined) return undefined;
  const name = root.toLowerCase();
  const known = Object.hasOwn(OWN_ROOTS, name) ? OWN_ROOTS[name] : undefined;
  return known === undefined ? undefined : [known, ...rest];
}

function withoutParams(segment: string): string {
  const at = segment.indexOf(';');
  return at === -1 ? segment : segment.slice(0, at);
}

/** A broken escape stands for itself, and those beside it are read all the same. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  }
}
