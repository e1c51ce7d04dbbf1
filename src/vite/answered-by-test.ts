import type { Frame, Request } from 'playwright-core';
import type { AnswerPage, PageRequest } from '../node/index.js';
import type { FrameAnswer } from './mount-answers.js';

/** What a page fetches by itself; for files the test has `resources`. */
const OWN_FETCHES = ['fetch', 'xhr'];

/**
 * Has the test answer what a page of its widget fetches by itself: its handlers are in the browser.
 *
 * @returns undefined where nothing there answers it
 */
export async function answeredByTest(
  { id, tester }: { id: string; tester: Frame },
  request: Request,
): Promise<FrameAnswer | undefined> {
  if (!OWN_FETCHES.includes(request.resourceType())) return undefined;
  const asked: PageRequest = {
    method: request.method(),
    url: request.url(),
    headers: Object.entries(request.headers()),
    body: request.postDataBuffer()?.toString('latin1'),
  };
  // A test that has ended meanwhile answers nothing.
  const answer = await tester.evaluate(askTest, { id, asked }).catch(() => undefined);
  if (answer === undefined) return undefined;
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: Buffer.from(answer.body, 'latin1'),
  };
}

/** Runs in the test's page. */
function askTest({ id, asked }: { id: string; asked: PageRequest }): ReturnType<AnswerPage> {
  const answer = (globalThis as { [id: symbol]: AnswerPage | undefined })[Symbol.for(id)];
  return answer === undefined ? Promise.resolve(undefined) : answer(asked);
}
