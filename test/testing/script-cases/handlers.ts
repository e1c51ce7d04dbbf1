import { page, wholePage } from './script-case.js';
import type { ScriptCase } from './script-case.js';

export const handlerCases: ScriptCase[] = [
  {
    name: 'a handler in an attribute sees var, let and function of the scripts',
    files: page(`
      <button id="b" onclick="log.push(total, count, tell()); count += 1"></button>
      <script>var total = 1; let count = 2; function tell() { return 'told'; }
      document.getElementById('b').click(); log.push(count);</script>`),
    expected: [1, 2, 'told', 3],
  },
  {
    name: 'a handler in an attribute has the element as this, and event',
    files: page(`
      <button id="b" onclick="log.push(this.id, event.type, this === event.currentTarget, arguments.length)"><i id="i"></i></button>
      <script>document.getElementById('b').click(); document.getElementById('i').click();</script>`),
    expected: ['b', 'click', true, 1, 'b', 'click', true, 1],
  },
  {
    name: 'a handler in an attribute sees the members of its element and of the document as variables',
    files: page(`
      <button id="b" title="hint" value="9" onclick="log.push(title, typeof getElementById, value); title = 'set'"></button>
      <script>const b = document.getElementById('b'); b.click(); log.push(b.title);</script>`),
    expected: ['hint', 'function', '9', 'set'],
  },
  {
    name: 'a handler in an attribute sees the members of its form and the fields in it as variables',
    files: page(`
      <form><button type="button" id="b" onclick="log.push(typeof elements, typeof quantity, quantity.value)"></button><input name="quantity" value="7"></form>
      <script>document.getElementById('b').click();</script>`),
    expected: ['object', 'object', '7'],
    cannot: { jsdom: 'its forms have no fields as members' },
  },
  {
    name: "a form's own handler sees its fields as variables",
    files: page(`
      <form id="f" onsubmit="log.push(typeof quantity, quantity.value); return false"><input name="quantity" value="3"></form>
      <script>document.getElementById('f').dispatchEvent(new Event('submit', { cancelable: true }));</script>`),
    expected: ['object', '3'],
    cannot: { jsdom: 'its forms have no fields as members' },
  },
  {
    name: 'window.event is the present event while listeners run, and undefined after them',
    files: page(`
      <button id="b" onclick="save()"></button>
      <script>
      function save() { log.push(event.type, event === window.event); }
      const b = document.getElementById('b');
      b.addEventListener('click', () => log.push(window.event.type));
      b.click();
      log.push(typeof window.event);</script>`),
    expected: ['click', true, 'click', 'undefined'],
  },
  {
    name: 'onload in the body hears of the load event, with the window as this',
    files: wholePage(
      `<!doctype html><html><head><script>window.log = [];</script></head><body onload="log.push(this === window, event.type, document.readyState)"></body></html>`,
    ),
    expected: [true, 'load', 'complete'],
  },
  {
    name: 'return false in an onclick attribute cancels',
    files: page(`
      <input type="checkbox" id="c" onclick="return false"><a href="#there" id="a" onclick="return false">x</a>
      <script>const box = document.getElementById('c'); box.click();
      log.push(box.checked, document.getElementById('a').dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })), location.hash);</script>`),
    expected: [false, false, ''],
  },
  {
    name: 'return false in an onsubmit attribute cancels',
    files: page(`
      <form onsubmit="log.push('submit'); return false"><button id="b">send</button></form>
      <script>document.addEventListener('submit', (event) => log.push(event.defaultPrevented, event.target.localName));
      document.getElementById('b').click();</script>`),
    expected: ['submit', true, 'form'],
  },
  {
    name: 'a handler property has this and the event, and its return false cancels',
    files: page(`
      <button id="b"></button>
      <script>const button = document.getElementById('b');
      button.onclick = function (event) { log.push(this === button, event.type, event.target === this); return false; };
      document.onclick = function (event) { log.push(this === document, event.defaultPrevented); };
      window.onclick = function (event) { log.push(this === window, event.currentTarget === window); };
      button.click(); log.push(typeof button.onclick);</script>`),
    expected: [true, 'click', true, true, true, true, true, 'function'],
  },
  {
    name: 'a listener has its target as this, and handleEvent its object',
    files: page(`
      <button id="b"></button>
      <script>const button = document.getElementById('b');
      button.addEventListener('click', function () { log.push(this === button); return false; });
      const teller = { handleEvent(event) { log.push(this === teller, event.defaultPrevented); } };
      window.addEventListener('click', teller); window.addEventListener('click', function () { log.push(this === window); });
      button.click();</script>`),
    expected: [true, true, false, true],
  },
  {
    name: 'a handler keeps the place among the listeners where it was first set',
    files: page(`
      <button id="b" onclick="log.push('attribute')"></button><button id="c"></button>
      <script>const b = document.getElementById('b'); const c = document.getElementById('c');
      b.addEventListener('click', () => log.push('listener')); b.click();
      c.addEventListener('click', () => log.push('first')); c.onclick = () => log.push('property');
      c.addEventListener('click', () => log.push('last')); c.click();
      b.onclick = () => log.push('replaced'); b.click();</script>`),
    expected: ['attribute', 'listener', 'first', 'property', 'last', 'replaced', 'listener'],
  },
  {
    name: 'a handler is replaced by its attribute and property, and removed with either',
    files: page(`
      <button id="b" onclick="log.push('first')"></button>
      <script>const b = document.getElementById('b'); log.push(typeof b.onclick);
      b.setAttribute('onclick', "log.push('second')"); b.click();
      b.onclick = () => log.push('third'); b.click(); log.push(b.getAttribute('onclick'));
      b.onclick = null; b.click(); log.push(b.onclick);
      b.setAttribute('onclick', "log.push('fourth')"); b.click(); b.removeAttribute('onclick'); b.click(); log.push(b.onclick);</script>`),
    expected: ['function', 'second', 'third', "log.push('second')", null, 'fourth', null],
  },
  {
    name: 'a handler that throws is reported, and the listeners after it run',
    files: page(`
      <button id="b" onclick="throw new Error('from the handler')"></button>
      <script>window.onerror = (message) => { log.push(message.includes('from the handler')); return true; };
      const b = document.getElementById('b'); b.addEventListener('click', () => log.push('listener'));
      b.click(); log.push('after');</script>`),
    expected: [true, 'listener', 'after'],
  },
  {
    name: 'onload and onerror attributes of a script tell how it went',
    files: page(
      `<script src="a.js" onload="log.push('loaded', this.localName)" onerror="log.push('failed')"></script>
      <script src="missing.js" onload="log.push('loaded')" onerror="log.push('failed', event.type)"></script>`,
      { 'a.js': "log.push('run');" },
    ),
    expected: ['run', 'loaded', 'script', 'failed', 'error'],
  },
  {
    name: 'a click bubbles through capture and bubble listeners, and stops where it is told to',
    files: page(`
      <div id="d"><button id="b"></button></div>
      <script>const d = document.getElementById('d'); const b = document.getElementById('b');
      window.addEventListener('click', () => log.push('window down'), true);
      d.addEventListener('click', () => log.push('div down'), { capture: true });
      b.addEventListener('click', () => log.push('once'), { once: true });
      d.onclick = (event) => { log.push('div up'); event.stopPropagation(); };
      document.onclick = () => log.push('document up');
      b.click(); b.click();</script>`),
    expected: ['window down', 'div down', 'once', 'div up', 'window down', 'div down', 'div up'],
  },
];
