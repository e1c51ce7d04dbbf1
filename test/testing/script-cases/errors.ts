import { page, wholePage } from './script-case.js';
import type { ScriptCase } from './script-case.js';

export const errorCases: ScriptCase[] = [
  {
    name: "the window's error event has what was thrown, its text and its place",
    files: page(
      `<script>window.addEventListener('error', (event) => { event.preventDefault();
        log.push(event.constructor.name, event.message.includes('broken'), event.error === window.thrown, event.filename.endsWith('/app/a.js'), event.lineno, event.cancelable); });</script>
      <script src="a.js"></script>`,
      { 'a.js': "\n\nwindow.thrown = new RangeError('broken');\nthrow window.thrown;\n" },
    ),
    // The place is where the error was made, not where it was thrown.
    expected: ['ErrorEvent', true, true, true, 3, true],
  },
  {
    name: 'window.onerror takes five arguments, and true cancels',
    files: page(`
      <script>window.onerror = function (message, source, line, column, error) {
        log.push(this === window, arguments.length, message.includes('broken'), source.endsWith('/app/widget.html'), typeof line, typeof column, error.name); return true; };
      window.addEventListener('error', (event) => log.push(event.defaultPrevented));</script>
      <script>throw new TypeError('broken');</script>`),
    expected: [true, 5, true, true, 'number', 'number', 'TypeError', true],
  },
  {
    name: "an error in the page itself has the page's line",
    files: wholePage(
      `<!doctype html>
<script>window.log = []; window.onerror = (message, source, line) => { log.push(line); return true; };</script>
<p>text</p>
<script>
  log.push('begun');
  throw new Error('on line six');
</script>`,
    ),
    expected: ['begun', 6],
  },
  {
    name: 'what is thrown may be anything',
    files: page(`
      <script>window.addEventListener('error', (event) => { log.push(event.error, event.message); event.preventDefault(); });</script>
      <script>throw 'a text';</script><script>throw null;</script><script>throw { code: 7 };</script>`),
    expected: ['a text', 'Uncaught a text', null, 'Uncaught null', { code: 7 }, 'Uncaught [object Object]'],
  },
  {
    name: 'a syntax error is reported, and the next script runs',
    files: page(
      `<script>window.onerror = (message, source, line, column, error) => { log.push(error instanceof SyntaxError, source.split('/').pop(), line); return true; };</script>
      <script>log.push('not run'); if (</script><script src="a.js"></script><script>log.push('next');</script>`,
      { 'a.js': 'log.push("not run");\nlet = = 2;\n' },
    ),
    expected: [true, 'widget.html', 4, true, 'a.js', 2, 'next'],
  },
  {
    name: 'errors of listeners, timers, frames and ports are reported',
    files: page(`<script>
      window.onerror = (message) => { log.push(message.match(/in a \\w+/)[0]); return true; };
      document.addEventListener('x', () => { throw new Error('in a listener'); }); document.dispatchEvent(new Event('x')); log.push('on');
      setTimeout(() => { throw new Error('in a timer'); }, 0);
      queueMicrotask(() => { throw new Error('in a microtask'); });</script>`),
    expected: ['in a listener', 'on', 'in a microtask', 'in a timer'],
  },
  {
    name: 'an error inside onerror does not go round in circles',
    files: page(`
      <script>window.onerror = () => { log.push('onerror'); throw new Error('second'); };</script>
      <script>throw new Error('first');</script><script>log.push('next');</script>`),
    expected: ['onerror', 'next'],
  },
  {
    name: 'a rejection that nobody handles is an event, with its reason and promise',
    files: page(`<script>
      window.addEventListener('unhandledrejection', (event) => { log.push(event.type, event.reason.message, event.promise === window.lost, event.cancelable); event.preventDefault(); });
      window.lost = Promise.reject(new Error('lost'));
      Promise.reject(new Error('handled')).catch(() => log.push('caught'));</script>`),
    expected: ['caught', 'unhandledrejection', 'lost', true, true],
  },
  {
    name: 'window.onunhandledrejection hears of async functions, of listeners too',
    files: page(`
      <button id="b"></button><script>
      window.onunhandledrejection = function (event) { log.push(this === window, event instanceof PromiseRejectionEvent, event.reason); event.preventDefault(); };
      document.getElementById('b').addEventListener('click', async () => { await null; throw 'from a listener'; });
      document.getElementById('b').click();</script>`),
    expected: [true, true, 'from a listener'],
  },
  {
    name: 'a missing file is an error event of its element alone, which the window sees while it goes down',
    files: page(`<script>
      window.onerror = () => log.push('onerror');
      window.addEventListener('error', () => log.push('bubbled'));
      window.addEventListener('error', (event) => log.push('captured', event.target.localName, event instanceof ErrorEvent), true);</script>
      <script src="missing.js"></script>`),
    expected: ['captured', 'script', false],
  },
  {
    name: 'reportError is an error event',
    files: page(`<script>
      window.onerror = (message, source, line, column, error) => { log.push(error.name); return true; };
      reportError(new RangeError('told')); log.push('after');</script>`),
    expected: ['RangeError', 'after'],
  },
];
