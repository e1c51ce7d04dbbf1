import { Window } from 'happy-dom';
import { http, HttpResponse } from 'msw';
import { interleave } from '../rounds.js';
import { benchPages, PAGE_URL } from './pages.js';
import type { Rounds } from '../rounds.js';
import type { BenchPage } from './pages.js';

export const ROUNDS = 15;

/** Milliseconds of one page in both. */
export interface MountSamples {
  page: string;
  samples: Rounds<'bare' | 'mount', number>;
}

/** Opens and closes each page in a bare window of happy-dom, and by `mountWidget`, in turns. */
export async function measureMount(): Promise<MountSamples[]> {
  const { mountWidget } = await import('../../dist/entries/testing.js' as string);
  const handlers = [http.all('*', () => HttpResponse.json({}))];
  const measured: MountSamples[] = [];
  for (const page of await benchPages()) {
    const contenders = {
      bare: () => openBare(page),
      mount: async () => {
        const { html, files } = page;
        const widget = await mountWidget({ html, files }, { handlers });
        await widget.close();
      },
    };
    const samples = await interleave(['bare', 'mount'], ROUNDS, async (id) => {
      globalThis.gc?.();
      const from = performance.now();
      await contenders[id]();
      return performance.now() - from;
    });
    measured.push({ page: page.name, samples });
  }
  return measured;
}

/** The same engine by itself, as its documentation has it: no bridge and no host. */
async function openBare({ html, files, rows }: BenchPage): Promise<void> {
  const find = (url: string) => files[url] ?? files[new URL(url).pathname] ?? '';
  const window = new Window({
    url: PAGE_URL,
    settings: {
      enableJavaScriptEvaluation: true,
      suppressInsecureJavaScriptEnvironmentWarning: true,
      handleDisabledFileLoadingAsSuccess: true,
      fetch: {
        disableSameOriginPolicy: true,
        interceptor: {
          beforeAsyncRequest: async ({ request, window: own }) => new own.Response(find(request.url)),
          beforeSyncRequest: ({ request, window: own }) => ({
            status: 200,
            statusText: 'OK',
            ok: true,
            url: request.url,
            redirected: false,
            headers: new own.Headers(),
            body: Buffer.from(find(request.url)),
          }),
        },
      },
    },
  });
  window.document.write(html);
  await window.happyDOM.waitUntilComplete();
  // A floor that did not run the page's scripts would be none.
  if (window.document.querySelectorAll('.row').length !== rows)
    throw new Error('The bare window did not run the page.');
  await window.happyDOM.close();
}
