/** Calls a native function on behalf of the page. */
type Native = (args: unknown[]) => unknown;

/** Runs in place of a native function, which it calls itself. */
type Around = (self: unknown, args: unknown[], native: Native) => unknown;

/**
 * Puts a function around a method, or around the setter of an accessor. Its name, its length, its
 * descriptor and what it throws stay, for what the page finds is a proxy of the native function.
 */
export function patch(owner: object, name: string, around: Around): void {
  const descriptor = Object.getOwnPropertyDescriptor(owner, name);
  const part = descriptor?.set === undefined ? 'value' : 'set';
  const native = descriptor?.[part];
  // A browser that lacks it needs no patch.
  if (typeof native !== 'function') return;
  const proxy = new Proxy(native, {
    apply: (target, self, args) => around(self, args, (given) => Reflect.apply(target, self, given)),
  });
  Object.defineProperty(owner, name, { ...descriptor, [part]: proxy });
}

/** The same for a patch that only changes the arguments. Where it fails, they stay what they were. */
export function patchArguments(
  owner: object,
  name: string,
  change: (self: unknown, args: unknown[]) => void,
): void {
  patch(owner, name, (self, args, native) => {
    try {
      change(self, args);
    } catch {
      // The native function tells the page what is wrong, in its own words.
    }
    return native(args);
  });
}
