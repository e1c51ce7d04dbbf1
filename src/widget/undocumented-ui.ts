/** What promises, serialisers, consoles, test runners and frameworks read of any object that they meet. */
const PROBED =
  /^(?:[$_@]|(?:then|toJSON|inspect|length|splice|nodeType|nodeName|tagName|ownerDocument|prototype|displayName|isReactComponent|asymmetricMatch)$)/;

/**
 * `ZFAPPS.UI`, whose members nobody documents: it has none, and says so of each one that a widget reads,
 * once. A made-up member would seem to work here and fail, or do another thing, in production.
 *
 * @param onRead told of the first reading of each name
 */
export function undocumentedUi(onRead: (name: string) => void): Record<string, unknown> {
  const read = new Set<string>();
  return new Proxy<Record<string, unknown>>(
    {},
    {
      get(target, name, receiver) {
        if (typeof name === 'string' && !(name in target) && !PROBED.test(name) && !read.has(name)) {
          read.add(name);
          console.warn(
            `[zfapps-shim] ZFAPPS.UI.${name} is undefined here: the vendor does not document ZFAPPS.UI, so it has no members.`,
          );
          onRead(name);
        }
        return Reflect.get(target, name, receiver);
      },
    },
  );
}
