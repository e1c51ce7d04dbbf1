import { page } from './script-case.js';
import type { ScriptCase } from './script-case.js';

export const moduleCases: ScriptCase[] = [
  {
    name: 'a module waits for the end of the page, inline or not',
    files: page(
      `<script type="module">log.push('inline', document.readyState, document.getElementById('after') !== null);</script>
      <script type="module" src="m.js"></script><script>log.push('classic');</script><p id="after"></p>`,
      { 'm.js': "log.push('external', document.readyState);" },
    ),
    expected: ['classic', 'inline', 'interactive', true, 'external', 'interactive'],
  },
  {
    name: 'modules and defer scripts run in the order of the page, before DOMContentLoaded',
    files: page(
      `<script>document.addEventListener('DOMContentLoaded', () => log.push('DOMContentLoaded'));</script>
      <script type="module" src="slow-m.js"></script><script defer src="d.js"></script><script type="module">log.push('inline');</script><script defer src="e.js"></script><script type="module" src="n.js"></script>`,
      {
        'slow-m.js': "log.push('m');",
        'd.js': "log.push('d');",
        'e.js': "log.push('e');",
        'n.js': "log.push('n');",
      },
    ),
    expected: ['m', 'd', 'inline', 'e', 'n', 'DOMContentLoaded'],
  },
  {
    name: 'a module is strict, has no this and no current script, and keeps its variables',
    files: page(`
      <script>let shared = 1; var open = 2;</script>
      <script type="module">var own = 3; function mine() {} log.push(typeof this, (function () { return this === undefined; })(), document.currentScript, shared + open);</script>
      <script type="module">log.push(typeof own, typeof mine, 'own' in window);</script>`),
    expected: ['undefined', true, null, 3, 'undefined', 'undefined', false],
  },
  {
    name: 'a module runs once, whoever asks for it',
    files: page(
      `<script type="module" src="counter.js"></script><script type="module" src="./counter.js"></script>
      <script type="module">import { count, up } from './counter.js'; import './uses.js'; up(); log.push(count);</script>
      <script type="module" src="uses.js"></script>`,
      {
        'counter.js': "log.push('counter'); export let count = 0; export function up() { count += 1; }",
        'uses.js': "import { count, up } from '/app/counter.js'; up(); log.push('uses', count);",
      },
    ),
    expected: ['counter', 'uses', 1, 2],
  },
  {
    name: 'imports are run before what imports them, in their order, deepest first',
    files: page(`<script type="module">log.push('page'); import './a.js'; import './b.js';</script>`, {
      'a.js': "import './slow-deep.js'; log.push('a');",
      'b.js': "import './slow-deep.js'; log.push('b');",
      'slow-deep.js': "log.push('deep');",
    }),
    expected: ['deep', 'a', 'b', 'page'],
  },
  {
    name: 'modules may import each other in a circle',
    files: page(`<script type="module">import { a } from './a.js'; log.push(a());</script>`, {
      'a.js':
        "import { b } from './b.js'; export function a() { return 'a' + b(); } export const late = 1; log.push('a runs');",
      'b.js':
        "import { a, late } from './a.js'; export const b = () => 'b'; log.push('b runs', typeof a); try { late; } catch (error) { log.push(error.name); }",
    }),
    expected: ['b runs', 'function', 'ReferenceError', 'a runs', 'ab'],
  },
  {
    name: 'an import follows the variable that it names',
    files: page(
      `<script type="module">import value, { n, up, renamed as other } from './m.js'; import * as all from './m.js';
      log.push(value, n, other); up(); log.push(n, all.n, Object.keys(all).join()); try { all.n = 5; } catch (error) { log.push(error.name); }</script>`,
      {
        'm.js':
          "export let n = 1; export function up() { n += 1; } const own = 'own'; export { own as renamed }; export default 'default';",
      },
    ),
    expected: ['default', 1, 'own', 2, 2, 'default,n,renamed,up', 'TypeError'],
  },
  {
    name: 'modules hand on what others export',
    files: page(
      `<script type="module">import { one, two, inner, three } from './index.js'; import * as index from './index.js';
      log.push(one, two, inner.one, three, 'default' in index, Object.prototype.toString.call(index));</script>`,
      {
        'index.js':
          "export * from './one.js'; export { two } from './two.js'; export * as inner from './one.js'; export { default as three } from './three.js';",
        'one.js': "export const one = 1; export default 'not handed on';",
        'two.js': 'export const two = 2;',
        'three.js': 'export default 3;',
      },
    ),
    expected: [1, 2, 1, 3, false, '[object Module]'],
  },
  {
    name: 'import.meta.url is the address of the module, and of the page for an inline one',
    files: page(
      `<script type="module">log.push(new URL(import.meta.url).pathname, import.meta.url === document.baseURI); import './lib/m.js';</script>`,
      {
        'lib/m.js':
          "log.push(new URL(import.meta.url).pathname, new URL('./x.json', import.meta.url).pathname, new URL(import.meta.resolve('../y.js')).pathname);",
      },
    ),
    expected: ['/app/lib/m.js', '/app/lib/x.json', '/app/y.js', '/app/widget.html', true],
  },
  {
    name: 'a module imports another while it runs, relative to itself',
    files: page(
      `<script type="module">const { part } = await import('./lib/index.js'); log.push(part); import('./lib/part.js').then((again) => log.push(again.part, Object.keys(again)[0]));</script>`,
      {
        'lib/index.js': "const { part } = await import('./part.js'); export { part };",
        'lib/part.js': "log.push('part runs'); export const part = 'part';",
      },
    ),
    expected: ['part runs', 'part', 'part', 'part'],
    settle: 80,
  },
  {
    name: 'a classic script imports modules, relative to itself',
    files: page(
      `<script src="lib/loader.js"></script>
      <script>const name = 'part'; import('./lib/' + name + '.js').then(({ part }) => log.push('inline', part)).then(() => import('./lib/part.js')).then((again) => log.push(again.part)); log.push('first');</script>`,
      {
        'lib/loader.js':
          "var loaded = import('./other.js'); log.push(loaded instanceof Promise); loaded.then((module) => log.push(module.default));",
        'lib/part.js': "export const part = 'part';",
        'lib/other.js': "await new Promise((resolve) => setTimeout(resolve, 40)); export default 'other';",
      },
    ),
    expected: [true, 'first', 'inline', 'part', 'part', 'other'],
    settle: 150,
  },
  {
    name: 'import() in a text or a comment is left alone',
    files: page(
      `<script>/* import('./no.js') */ const text = "import('./no.js')"; log.push(text); const tools = { import(x) { return x; } }; log.push(tools.import('y'));
      function load(name) { return import(\`./\${name}.js\`); } load('m').then(({ default: value }) => log.push(value));</script>`,
      { 'm.js': 'export default 1;' },
    ),
    expected: ["import('./no.js')", 'y', 1],
    settle: 80,
  },
  {
    name: 'an import that fails is rejected with a TypeError, and one that throws with its error',
    files: page(
      `<script type="module">
      try { await import('./missing.js'); } catch (error) { log.push(error.name, error instanceof TypeError); }
      try { await import('bare'); } catch (error) { log.push(error instanceof TypeError); }
      for (const turn of [1, 2]) try { await import('./throws.js'); } catch (error) { log.push(turn, error.message, error === window.thrown); }
      try { await import('./broken.js'); } catch (error) { log.push(error instanceof SyntaxError); }</script>`,
      {
        'throws.js': "log.push('runs'); window.thrown = new Error('thrown'); throw window.thrown;",
        'broken.js': 'export const = 1;',
      },
    ),
    expected: ['TypeError', true, true, 'runs', 1, 'thrown', true, 2, 'thrown', true, true],
    settle: 80,
  },
  {
    name: 'an import map names modules and folders',
    files: page(
      `<script type="importmap">{ "imports": { "lib": "./lib/index.js", "lib/": "./lib/", "lib/deep/": "./deep/", "/app/old.js": "./new.js" } }</script>
      <script type="module">import { index } from 'lib'; import { part } from 'lib/part.js'; import deep from 'lib/deep/x.js'; import now from './old.js'; log.push(index, part, deep, now, new URL(import.meta.resolve('lib')).pathname);
      log.push((await import('lib')).index);</script>`,
      {
        'lib/index.js': "export const index = 'index'; export { part } from 'lib/part.js';",
        'lib/part.js': "export const part = 'part';",
        'deep/x.js': "export default 'deep';",
        'new.js': "export default 'new';",
      },
    ),
    expected: ['index', 'part', 'deep', 'new', '/app/lib/index.js', 'index'],
    settle: 80,
  },
  {
    name: 'the scopes of an import map hold for the modules below them',
    files: page(
      `<script type="importmap">{ "imports": { "lib": "./one.js" }, "scopes": { "./inner/": { "lib": "./two.js" } } }</script>
      <script type="module">import lib from 'lib'; import inner from './inner/m.js'; log.push(lib, inner);</script>`,
      {
        'one.js': 'export default 1;',
        'two.js': 'export default 2;',
        'inner/m.js': "export { default } from 'lib';",
      },
    ),
    expected: [1, 2],
  },
  {
    name: 'a module that is missing is an error event of the script, and the next one runs',
    files: page(
      `<script>window.onerror = () => log.push('window');</script><script type="module" src="missing.js" onerror="log.push('error of the first')"></script>
      <script type="module" onerror="log.push('error of the second')" onload="log.push('load')">import './missing.js'; log.push('not run');</script>
      <script type="module" src="m.js" onload="log.push('load of the third')"></script>`,
      { 'm.js': "log.push('m');" },
    ),
    expected: ['error of the first', 'error of the second', 'm', 'load of the third'],
  },
  {
    name: 'a bare name that no map has is an error of the window',
    files: page(`
      <script>window.onerror = (message, source, line, column, error) => { log.push(error instanceof TypeError); return true; };</script>
      <script type="module">import 'bare'; log.push('not run');</script><script type="module">log.push('next');</script>`),
    expected: [true, 'next'],
  },
  {
    name: 'a module that throws is reported, has its load event, and does not stop the next',
    files: page(
      `<script>window.onerror = (message, source, line) => { log.push(message.includes('broken'), source.split('/').pop(), line); return true; };</script>
      <script type="module" src="m.js" onload="log.push('load')" onerror="log.push('error')"></script><script type="module">import './m.js'; log.push('not run');</script><script type="module">log.push('next');</script>`,
      { 'm.js': "import './n.js';\nlog.push('m');\nthrow new Error('broken');", 'n.js': "log.push('n');" },
    ),
    expected: ['n', 'm', true, 'm.js', 3, 'load', true, 'm.js', 3, 'next'],
  },
  {
    name: 'a syntax error in a module is reported, and nothing that imports it runs',
    files: page(
      `<script>window.onerror = (message, source, line, column, error) => { log.push(error instanceof SyntaxError, source.split('/').pop()); return true; };</script>
      <script type="module">import './fine.js'; import './broken.js'; log.push('not run');</script><script type="module">log.push('next');</script>`,
      { 'broken.js': "log.push('not run');\nconst = 1;\n", 'fine.js': "log.push('not run either');" },
    ),
    expected: [true, 'broken.js', 'next'],
  },
  {
    name: 'a name that a module does not export is an error before anything runs',
    files: page(
      `<script>window.onerror = (message, source, line, column, error) => { log.push(error instanceof SyntaxError, message.includes('nothing')); return true; };</script>
      <script type="module">import { nothing } from './m.js'; log.push('not run');</script><script type="module">log.push('next');</script>`,
      { 'm.js': "log.push('not run either'); export const something = 1;" },
    ),
    expected: [true, true, 'next'],
  },
  {
    name: 'await at the top of a module holds up its importers, and nobody else',
    files: page(
      `<script>document.addEventListener('DOMContentLoaded', () => log.push('DOMContentLoaded'));</script>
      <script type="module">import { value } from './waits.js'; log.push(value);</script><script type="module">log.push('next');</script>`,
      {
        'waits.js':
          "log.push('begins'); export const value = await new Promise((resolve) => setTimeout(() => resolve('waited'), 30));",
      },
    ),
    expected: ['begins', 'next', 'DOMContentLoaded', 'waited'],
    settle: 120,
  },
  {
    name: 'an async module holds up the load event only',
    files: page(
      `<script>document.addEventListener('DOMContentLoaded', () => log.push('DOMContentLoaded')); window.addEventListener('load', () => log.push('load'));</script>
      <script type="module" async>import './slow-m.js'; log.push('async');</script><script type="module">log.push('module');</script>`,
      { 'slow-m.js': "log.push('m');" },
    ),
    expected: ['module', 'DOMContentLoaded', 'm', 'async', 'load'],
  },
  {
    name: 'a module script that is inserted runs later, and has its load event if it has a src',
    files: page(
      `<script>
      const script = document.createElement('script'); script.type = 'module'; script.textContent = "import { value } from './m.js'; log.push(value); second();"; script.onload = () => log.push('load of none');
      document.head.append(script); log.push('appended');
      window.second = () => { const other = document.createElement('script'); other.type = 'module'; other.src = 'n.js'; other.onload = () => log.push('load of n'); document.body.append(other); };</script>`,
      { 'm.js': "export const value = 'm';", 'n.js': "log.push('n');" },
    ),
    expected: ['appended', 'm', 'n', 'load of n'],
    settle: 120,
  },
  {
    name: 'a rejection that a module leaves behind is an event, and its own await an error too',
    files: page(`
      <script>window.onunhandledrejection = (event) => { log.push('rejection', event.reason); event.preventDefault(); };</script>
      <script type="module">Promise.reject('left'); log.push('run');</script>`),
    expected: ['run', 'rejection', 'left'],
  },
];
