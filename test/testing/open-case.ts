import { typeOf } from './case-files.js';
import { QUIET } from './script-cases.js';
import { PAGE } from './script-cases/script-case.js';
import type { DomEngine, LoadedPage, PageToLoad } from '../../src/testing/dom/engine.js';
import type { ScriptCase } from './script-cases/script-case.js';

const ORIGIN = 'http://widget.test';
/** What is slow comes this much later, in milliseconds. */
const SLOW = 80;

const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

/** Opens a page of a case's files. What is not among them is answered by 404. */
export function openCase(
  engine: DomEngine,
  files: Record<string, string>,
  { onFinding = () => {}, onPost = () => {} }: Partial<Pick<PageToLoad, 'onFinding' | 'onPost'>> = {},
): LoadedPage {
  return engine({
    url: ORIGIN + PAGE,
    name: PAGE,
    hostOrigin: 'http://host.test',
    html: files[PAGE] ?? '',
    async load(url) {
      const { origin, pathname } = new URL(url);
      const text = origin === ORIGIN ? files[pathname] : undefined;
      if (pathname.includes('slow')) await pause(SLOW);
      if (text === undefined) return undefined;
      return { bytes: new TextEncoder().encode(text), type: typeOf(pathname), name: pathname };
    },
    fetch: async () => ({ status: 404, statusText: 'Not Found', headers: [], body: new Uint8Array() }),
    onPost,
    onFinding,
  });
}

/** What a page of a case has logged once it is quiet. */
export async function logOf(engine: DomEngine, { files, settle = QUIET }: ScriptCase): Promise<unknown> {
  const { window, loaded, close } = openCase(engine, files);
  try {
    await loaded;
    let length = -1;
    while (window.log?.length !== length) {
      length = window.log?.length;
      await pause(settle);
    }
    return JSON.parse(JSON.stringify(window.log));
  } finally {
    await close();
  }
}
