import { page } from './script-case.js';
import type { ScriptCase } from './script-case.js';

export const globalCases: ScriptCase[] = [
  {
    name: 'a var and a function are globals of the next script and properties of window',
    files: page(`
      <script>var total = 1; function tell() { return 'told'; }</script>
      <script>log.push(total, tell(), window.total, typeof window.tell, delete window.total);</script>`),
    expected: [1, 'told', 1, 'function', false],
  },
  {
    name: 'a let, a const and a class are seen by the next script and are no properties of window',
    files: page(`
      <script>let count = 2; const limit = 3; class Row {}</script>
      <script>log.push(count, limit, typeof Row, 'count' in window, 'limit' in window, 'Row' in window);</script>`),
    expected: [2, 3, 'function', false, false, false],
  },
  {
    name: 'inline and external scripts share their globals',
    files: page(
      `<script src="a.js"></script><script>count += 1; seen.push('inline');</script><script src="b.js"></script>`,
      {
        'a.js': 'let count = 1; var seen = ["a"];',
        'b.js': 'log.push(count, seen.join());',
      },
    ),
    expected: [2, 'a,inline'],
  },
  {
    name: 'a let that is declared again is an error, and leaves the first one as it was',
    files: page(`
      <script>window.onerror = () => true; let x = 1;</script>
      <script>log.push('not run'); let x = 2;</script>
      <script>log.push(x);</script>`),
    expected: [1],
  },
  {
    name: 'a function is hoisted in its own script only',
    files: page(`
      <script>log.push(typeof later);</script>
      <script>log.push(typeof later); function later() {}</script>`),
    expected: ['undefined', 'function'],
  },
  {
    name: 'a name that is not declared becomes a global',
    files: page(
      `<script>loosely = 1; log.push(window.loosely, delete window.loosely, typeof loosely);</script>`,
    ),
    expected: [1, true, 'undefined'],
  },
  {
    name: 'in strict mode and in modules, a name that is not declared is an error',
    files: page(`
      <script>'use strict'; try { strictly = 1; } catch (error) { log.push(error.name, error instanceof ReferenceError); }</script>
      <script type="module">try { strictly = 1; } catch (error) { log.push(error.name, typeof strictly); }</script>`),
    expected: ['ReferenceError', true, 'ReferenceError', 'undefined'],
    cannot: { jsdom: 'its window takes every name' },
  },
  {
    name: 'this, globalThis, self and frames are the window',
    files: page(`<script>
      log.push(this === window, globalThis === window, self === window, frames === window, window.window === window);
      log.push((function () { return this === window; })(), (function () { 'use strict'; return typeof this; })());
      log.push(document.defaultView === window, Object.prototype.toString.call(window));</script>`),
    expected: [true, true, true, true, true, true, 'undefined', true, '[object Window]'],
  },
  {
    name: "the window's classes are those of the literals",
    files: page(`<script>
      log.push([] instanceof Array, [] instanceof window.Array, {} instanceof Object, (() => {}) instanceof Function);
      log.push((async () => {})() instanceof Promise, new window.Map() instanceof Map, /x/ instanceof RegExp);
      try { null.x; } catch (error) { log.push(error instanceof TypeError); }</script>`),
    expected: [true, true, true, true, true, true, true, true],
  },
  {
    name: 'eval and Function see the globals, and eval makes them',
    files: page(`
      <script>let secret = 7; var open = 8;</script>
      <script>(0, eval)('var made = secret + open'); log.push(made, window.made, new Function('return secret')());</script>
      <script>setTimeout('log.push(secret, made)', 0);</script>`),
    expected: [15, 15, 7, 7, 15],
  },
  {
    name: 'the id of an element names a global until a variable does',
    files: page(`
      <div id="box"></div><div id="tally"></div>
      <script>log.push(box === document.getElementById('box'), window.box.id, typeof nothing);</script>
      <script>var tally = 1; log.push(tally, window.tally);</script>`),
    expected: [true, 'box', 'undefined', 1, 1],
  },
  {
    name: 'what a script sets on window is a global of the next one',
    files: page(`
      <script>window.tool = { use() { return 'used'; } }; Object.defineProperty(window, 'fixed', { value: 5 });</script>
      <script>log.push(tool.use(), fixed, Object.keys(window).includes('tool'), delete window.tool, typeof tool);</script>`),
    expected: ['used', 5, true, true, 'undefined'],
  },
  {
    name: 'names of Node are no globals, and elements may have them as ids',
    files: page(`
      <div id="root"></div><div id="global"></div>
      <script>log.push(root.id, global.id, typeof Buffer, typeof process, typeof require, typeof module);</script>`),
    expected: ['root', 'global', 'undefined', 'undefined', 'undefined', 'undefined'],
  },
];
