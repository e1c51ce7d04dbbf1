import { page } from './script-case.js';
import type { ScriptCase } from './script-case.js';

export const orderCases: ScriptCase[] = [
  {
    name: 'while an inline script runs, the document ends with it',
    files: page(`<p id="before"></p>
      <script id="s">log.push(document.getElementById('before') !== null, document.getElementById('after'), document.body.lastElementChild.id);</script>
      <p id="after"></p><script>log.push(document.getElementById('after') !== null);</script>`),
    expected: [true, null, 's', true],
  },
  {
    name: 'while an external script loads and runs, the document ends with it',
    files: page(`<p id="before"></p><script id="s" src="slow-a.js"></script><p id="after"></p>`, {
      'slow-a.js':
        "log.push(document.getElementById('before') !== null, document.getElementById('after'), document.body.lastElementChild.id);",
    }),
    expected: [true, null, 's'],
  },
  {
    name: 'scripts run in the order of the page, however long they take to load',
    files: page(
      `<script src="slow-a.js"></script><script>log.push('inline');</script><script src="b.js"></script><script>log.push('last');</script>`,
      { 'slow-a.js': "log.push('a');", 'b.js': "log.push('b');" },
    ),
    expected: ['a', 'inline', 'b', 'last'],
  },
  {
    name: 'defer scripts run after the page is read, in their order, before DOMContentLoaded',
    files: page(
      `<script>document.addEventListener('DOMContentLoaded', () => log.push('DOMContentLoaded'));</script>
      <script defer src="slow-a.js"></script><script defer src="b.js"></script><script>log.push('inline');</script><p id="after"></p>`,
      {
        'slow-a.js': "log.push('a', document.readyState, document.getElementById('after') !== null);",
        'b.js': "log.push('b');",
      },
    ),
    expected: ['inline', 'a', 'interactive', true, 'b', 'DOMContentLoaded'],
  },
  {
    name: 'an async script holds up neither the page nor DOMContentLoaded, but the load event',
    files: page(
      `<script>document.addEventListener('DOMContentLoaded', () => log.push('DOMContentLoaded')); window.addEventListener('load', () => log.push('load'));</script>
      <script async src="slow-a.js"></script><script>log.push('inline');</script>`,
      { 'slow-a.js': "log.push('a');" },
    ),
    expected: ['inline', 'DOMContentLoaded', 'a', 'load'],
  },
  {
    name: 'a script with async and defer is async',
    files: page(
      `<script>document.addEventListener('DOMContentLoaded', () => log.push('DOMContentLoaded'));</script>
      <script async defer src="slow-a.js"></script><script defer src="b.js"></script>`,
      { 'slow-a.js': "log.push('a');", 'b.js': "log.push('b');" },
    ),
    expected: ['b', 'DOMContentLoaded', 'a'],
  },
  {
    name: 'defer and async mean nothing for an inline script',
    files: page(`
      <script defer>log.push('defer', document.getElementById('after'));</script>
      <script async>log.push('async', document.getElementById('after'));</script>
      <p id="after"></p><script>log.push('plain');</script>`),
    expected: ['defer', null, 'async', null, 'plain'],
  },
  {
    name: 'the document is loading, then interactive, then complete',
    files: page(
      `<script>
      const tell = (event) => log.push(event.type + ' ' + document.readyState);
      document.onreadystatechange = tell;
      document.addEventListener('DOMContentLoaded', tell); window.addEventListener('load', tell);
      log.push(document.readyState);</script>
      <script src="a.js"></script><script defer src="b.js"></script>`,
      { 'a.js': "log.push('a ' + document.readyState);", 'b.js': "log.push('b ' + document.readyState);" },
    ),
    expected: [
      'loading',
      'a loading',
      'readystatechange interactive',
      'b interactive',
      'DOMContentLoaded interactive',
      'readystatechange complete',
      'load complete',
    ],
  },
  {
    name: 'DOMContentLoaded and load come once each, where a page listens for them',
    files: page(`<script>
      window.onload = function (event) { log.push('onload', this === window, event.target === document); };
      window.addEventListener('load', () => log.push('load'));
      document.addEventListener('load', () => log.push('load at the document'));
      document.addEventListener('DOMContentLoaded', (event) => log.push('document', event.target === document, event.bubbles));
      window.addEventListener('DOMContentLoaded', (event) => log.push('window', event.target === document));</script>`),
    expected: ['document', true, true, 'window', true, 'onload', true, true, 'load'],
  },
  {
    name: 'window.onload is the last function that was set, or the onload of the body',
    files: page(`<script>
      window.onload = () => log.push('first'); window.onload = () => log.push('second');
      log.push(document.body.onload === window.onload);</script>`),
    expected: [true, 'second'],
  },
  {
    name: 'microtasks run between two scripts of a page',
    files: page(`
      <script>Promise.resolve().then(() => log.push('microtask')).then(() => log.push('its next')); queueMicrotask(() => log.push('queued')); log.push('first');</script>
      <script>log.push('second');</script>`),
    expected: ['first', 'microtask', 'queued', 'its next', 'second'],
  },
  {
    name: 'microtasks run before timers, and timers in the order of their time',
    files: page(`<script>
      setTimeout(() => log.push('120'), 120); setTimeout((...given) => log.push('0', ...given), 0, 'a', 'b');
      const never = setTimeout(() => log.push('never'), 0); clearTimeout(never);
      Promise.resolve().then(() => log.push('microtask')); log.push('now');
      setTimeout(() => { Promise.resolve().then(() => log.push('its microtask')); }, 0); setTimeout(() => log.push('next'), 0);</script>`),
    expected: ['now', 'microtask', '0', 'a', 'b', 'its microtask', 'next', '120'],
    settle: 200,
  },
  {
    name: 'an interval repeats until it is cleared',
    files: page(`<script>
      let turns = 0; const id = setInterval(function (word) { turns += 1; log.push(word, this === window); if (turns === 3) clearInterval(id); }, 2, 'turn');
      log.push(typeof id);</script>`),
    expected: ['number', 'turn', true, 'turn', true, 'turn', true],
    settle: 60,
  },
  {
    name: 'requestAnimationFrame calls once, with a time, all of a frame together',
    files: page(`<script>
      const times = [];
      requestAnimationFrame((time) => { times.push(time); log.push('one', typeof time); requestAnimationFrame((later) => log.push('next frame', later > time)); });
      requestAnimationFrame((time) => { log.push('two', time === times[0]); });
      cancelAnimationFrame(requestAnimationFrame(() => log.push('never')));
      Promise.resolve().then(() => log.push('microtask'));</script>`),
    expected: ['microtask', 'one', 'number', 'two', true, 'next frame', true],
    settle: 120,
  },
  {
    name: 'a script that throws does not stop the next one',
    files: page(
      `<script>window.onerror = () => true;</script><script>log.push('one'); throw new Error('stop'); log.push('not run');</script>
      <script src="a.js"></script><script>log.push('two');</script>`,
      { 'a.js': "log.push('a'); undefined.x;" },
    ),
    expected: ['one', 'a', 'two'],
  },
  {
    name: 'a script whose file is missing does not stop the next one',
    files: page(
      `<script src="missing.js"></script><script>log.push('two');</script><script src=""></script><script>log.push('three');</script>`,
    ),
    expected: ['two', 'three'],
  },
];
