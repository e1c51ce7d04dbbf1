import type { EventAnswer, ResizableFrame, WidgetHost } from '../host/index.js';
import type { EmitOptions } from '../host/index.js';

/** What a page needs of a host. */
export type HostOfPage = Pick<WidgetHost<ResizableFrame>, 'emit' | 'widgets'>;

/** The hosts of all mounts on one page, as one: an event reaches the widgets of each. */
export interface PageHosts extends HostOfPage {
  /** Puts a mount on the page. Returns the function that takes it off. */
  join(host: HostOfPage): () => void;
}

export function createPageHosts(): PageHosts {
  const hosts = new Set<HostOfPage>();
  return {
    join(host) {
      hosts.add(host);
      return () => void hosts.delete(host);
    },
    get widgets() {
      return Array.from(hosts).flatMap(({ widgets }) => widgets);
    },
    async emit(event, data, options = {}) {
      const answers = Array.from(hosts, async (host): Promise<EventAnswer[]> => {
        const own = ownOptions(host, options);
        return own === undefined ? [] : host.emit(event, data, own);
      });
      return (await Promise.all(answers)).flat();
    },
  };
}

/**
 * What a host is told of who gets an event; undefined where none of its widgets does. A host knows its
 * widgets by numbers, which the next host counts too.
 */
function ownOptions(
  { widgets }: HostOfPage,
  { only, except, ...rest }: EmitOptions,
): EmitOptions | undefined {
  if (only !== undefined && !widgets.some((one) => one === only)) return undefined;
  return {
    ...rest,
    ...(only === undefined ? {} : { only }),
    ...(except !== undefined && widgets.some((one) => one === except) ? { except } : {}),
  };
}
