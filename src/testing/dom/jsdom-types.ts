import type { Context } from 'node:vm';
import type { WidgetWindow } from './engine.js';

/** What is used of jsdom, which has no types of its own. */
export interface Jsdom {
  JSDOM: new (html: string, options: JsdomOptions) => Dom;
  VirtualConsole: new () => VirtualConsole;
  /** An interceptor that answers requests by itself. */
  requestInterceptor(
    answer: (request: Request, context: { element: Element | null }) => Promise<Response>,
  ): unknown;
}

interface JsdomOptions {
  url: string;
  runScripts: 'dangerously';
  pretendToBeVisual: boolean;
  virtualConsole: VirtualConsole;
  resources: { interceptors: unknown[] };
  beforeParse(window: WidgetWindow): void;
}

interface Dom {
  window: WidgetWindow;
  getInternalVMContext(): Context;
  reconfigure(settings: { windowTop: unknown }): void;
}

interface VirtualConsole {
  forwardTo(console: Console, options: { jsdomErrors: 'none' }): this;
  on(event: 'jsdomError', listener: (error: JsdomError) => void): this;
}

/** What jsdom says that went wrong. */
export interface JsdomError extends Error {
  type?: string;
  url?: string;
}
