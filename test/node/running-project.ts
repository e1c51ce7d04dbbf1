import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createProjectServer } from '../../src/node/project-server.js';
import { asSent, bootOf, call, PAGE } from '../server/server-under-test.js';
import { readEvents } from '../support/read-events.js';
import { manifest } from '../support/temp-package.js';
import { tempFolder } from './temp-folder.js';
import type { ManifestAnswer, RecordsAnswer } from '../../src/core/protocol/index.js';
import type { ProjectNotice, ProjectServerOptions } from '../../src/node/index.js';

/** Where the widget of every running project stands, for `manifest()`. */
export const SIDEBAR = { 'invoice.details.sidebar': '/app/widget.html' };

const PACKAGE = {
  'plugin-manifest.json': manifest(SIDEBAR),
  'app/widget.html': '<p></p>',
  'app/other.html': '<p></p>',
};

/** Mocks that answer a number, and count. */
export const mocks = (answer: number) => `
import { http, HttpResponse } from 'msw';
let count = 0;
export default [http.get('https://api.example.com/', () => HttpResponse.json({ answer: ${answer}, count: ++count }))];`;

/** The configuration of most tests. */
export const CONFIG = 'zfapps.config.json';

/** A running project, and the ways to change and to ask it. */
export async function running(
  files: Record<string, string | object | undefined>,
  options: ProjectServerOptions = {},
) {
  const given = Object.entries({ ...PACKAGE, ...files }).filter(([, content]) => content !== undefined);
  return runningIn(await tempFolder(Object.fromEntries(given) as Record<string, string | object>), options);
}

/**
 * A project that runs in a folder that is there already.
 *
 * @param source what is shown, where it is not the folder
 */
export async function runningIn(folder: string, options: ProjectServerOptions = {}, source = folder) {
  const notices: ProjectNotice[] = [];
  const project = await createProjectServer(source, {
    ...options,
    onNotice: (notice) => notices.push(notice),
  });
  onTestFinished(() => project.close());
  const { server } = project;
  server.listensAt({ hostnames: ['127.0.0.1'], pagePort: 5180, widgetPort: 5181 });
  const { token } = await bootOf(server);
  const get = (path: string) => server.fetch(asSent(`${PAGE}/__zfapps/${path}`, { 'x-zfapps-token': token }));
  const events = readEvents((await get('events')).body);
  onTestFinished(() => events.cancel());
  await events.next('open');
  return {
    folder,
    project,
    server,
    notices,
    events,
    write: (name: string, content: string | object) =>
      writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2)),
    /** What a page's GET of a route answers, as text. */
    text: async (path: string) => (await get(path)).text(),
    translations: async (): Promise<Record<string, unknown>> => (await get('translations')).json(),
    /** What a page's command is answered. */
    async post(path: string, command: object) {
      const given = { url: `${PAGE}/__zfapps/${path}`, body: JSON.stringify(command) };
      return (await server.fetch(call(token, {}, given))).json();
    },
    /** The project as pages see it after the next change of it. */
    async next(): Promise<ManifestAnswer> {
      await events.next('project');
      return (await get('manifest')).json();
    },
    manifest: async (): Promise<ManifestAnswer> => (await get('manifest')).json(),
    records: async (): Promise<RecordsAnswer> => (await get('records')).json(),
    /** What a widget's call resolves with, its body read; or its rejection. */
    async request(options: object = {}) {
      const asked = { url: 'https://api.example.com/', ...options };
      const body = JSON.stringify({ options: asked, caller: { widget: 'W' } });
      const answer = await (await server.fetch(call(token, {}, { body }))).json();
      return {
        ...(answer.ok ? JSON.parse(answer.value.data.body) : answer.error),
        warnings: answer.warnings,
      };
    },
  };
}
