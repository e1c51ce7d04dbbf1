import { offerAutomation } from './automation.js';
import { loadPageData } from './load-page-data.js';
import { Session } from './session.js';
import './app.js';
import type { Playground } from './app.js';

const playground = document.querySelector('zfapps-playground') as Playground;

try {
  const session = new Session(await loadPageData(document));
  offerAutomation(session, window);
  await session.follow();
  playground.start(session);
} catch (error) {
  console.error(error);
  playground.failure = error instanceof Error ? error.message : String(error);
}
