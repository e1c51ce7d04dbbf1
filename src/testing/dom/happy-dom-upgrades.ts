import type { WidgetWindow } from './engine.js';

// biome-ignore lint/suspicious/noExplicitAny: happy-dom types none of this
type Hidden = Record<symbol, any>;
type AttributeChanged = (this: HTMLElement, ...args: (string | null)[]) => void;
type Custom = (new () => HTMLElement & Hidden) & Hidden & { observedAttributes?: unknown };

/**
 * Has elements that are in the page before their class hear of the attributes that they have (HTML
 * standard, section 4.13.5): happy-dom forgets it, and a component that is defined by a module has no
 * properties then.
 */
export function mendUpgrades(
  window: WidgetWindow,
  { customElementUpgradeTarget, connectedToDocument }: Record<string, symbol>,
): void {
  if (customElementUpgradeTarget === undefined || connectedToDocument === undefined) return;
  const { customElements } = window;
  const define = customElements.define.bind(customElements);

  customElements.define = (name, given, options) => {
    const custom = given as unknown as Custom;
    const upgraded = new WeakSet<object>();
    let target: object | null = null;
    // It is set while the class is called for an element that is there.
    Object.defineProperty(custom, customElementUpgradeTarget, {
      configurable: true,
      get: () => target,
      set(element: object | null) {
        target = element;
        if (element !== null) upgraded.add(element);
      },
    });
    const members = custom.prototype as HTMLElement & Hidden & { attributeChangedCallback?: unknown };
    const connect = members[connectedToDocument] as (this: unknown, ...args: unknown[]) => unknown;
    const { attributeChangedCallback: changed } = members;
    const observed =
      typeof changed === 'function' ? [...((custom.observedAttributes ?? []) as string[])] : [];
    if (observed.length > 0)
      Object.defineProperty(members, connectedToDocument, {
        configurable: true,
        value: function (this: HTMLElement, ...args: unknown[]) {
          if (upgraded.delete(this))
            for (const { name: attribute, value } of Array.from(this.attributes))
              if (observed.includes(attribute))
                (changed as AttributeChanged).call(this, attribute, null, value, null);
          return connect.apply(this, args);
        },
      });
    define(name, given, options);
  };
}
