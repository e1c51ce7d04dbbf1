import { page } from './script-case.js';
import type { ScriptCase } from './script-case.js';

/** Scripts and markup that scripts put into the page. */
export const dynamicCases: ScriptCase[] = [
  {
    name: 'document.write puts markup where the script stands',
    files: page(`
      <p id="one"></p><script>document.write('<p id="two"></p>', '<p id="three"></p>'); log.push(document.getElementById('three') !== null);</script><p id="four"></p>
      <script>log.push([...document.querySelectorAll('p')].map((p) => p.id).join());</script>`),
    expected: [true, 'one,two,three,four'],
  },
  {
    name: 'document.write runs an inline script at once',
    files: page(`<script>
      log.push('before'); document.write('<script>var written = 1; log.push("written");<\\/script>'); log.push('after', written);</script>
      <script>log.push('next');</script>`),
    expected: ['before', 'written', 'after', 1, 'next'],
  },
  {
    name: 'an external script that document.write writes runs before the rest of the page',
    files: page(
      `<script>document.write('<script src="slow-a.js"><\\/script><p id="p"></p>'); log.push('current', document.getElementById('p'));</script><script>log.push('next', document.getElementById('p') !== null);</script>`,
      { 'slow-a.js': "log.push('external', document.getElementById('p'));" },
    ),
    expected: ['current', null, 'external', null, 'next', true],
  },
  {
    name: 'document.write writes half a tag, and the other half',
    files: page(`
      <script>document.write('<p id="ha'); document.write('lf">text'); document.writeln('</p>');
      log.push(document.getElementById('half').textContent);</script>
      <script>document.write('<b id="cut"');</script> title="of the page">bold</b>
      <script>log.push(document.getElementById('cut').title, document.getElementById('cut').textContent);</script>`),
    expected: ['text', 'of the page', 'bold'],
  },
  {
    name: 'what document.write writes may write itself',
    files: page(`<script>
      document.write('<i>1</i><script>document.write("<i>2</i>");<\\/script><i>3</i>');
      log.push([...document.querySelectorAll('i')].map((i) => i.textContent).join(''));</script><i>4</i>
      <script>log.push([...document.querySelectorAll('i')].map((i) => i.textContent).join(''));</script>`),
    expected: ['123', '1234'],
  },
  {
    name: 'an external script may document.write',
    files: page(
      `<p id="one"></p><script src="a.js"></script><p id="three"></p><script>log.push([...document.querySelectorAll('p')].map((p) => p.id).join());</script>`,
      { 'a.js': `document.write('<p id="two"><script>log.push("inner")<\\/script></p>'); log.push('a');` },
    ),
    expected: ['inner', 'a', 'one,two,three'],
  },
  {
    name: 'scripts that come by innerHTML do not run',
    files: page(`<div id="d"></div><script>
      const d = document.getElementById('d');
      d.innerHTML = '<script>log.push("innerHTML")<\\/script>';
      d.insertAdjacentHTML('beforeend', '<script>log.push("adjacent")<\\/script>');
      const parsed = new DOMParser().parseFromString('<script>log.push("parsed")<\\/script>', 'text/html');
      document.body.append(parsed.querySelector('script'));
      log.push(d.querySelectorAll('script').length);</script>`),
    expected: [2],
  },
  {
    name: 'an image that does not load has its error event',
    files: page(`<script>
      document.body.insertAdjacentHTML('beforeend', '<img src="missing.png" onerror="log.push(this.localName)">'); log.push('inserted');</script>`),
    expected: ['inserted', 'img'],
    cannot: {
      'happy-dom': 'it loads no images',
      jsdom: 'it loads no images without the package canvas',
    },
  },
  {
    name: 'text that document.write writes is there at once',
    files: page(
      `<p>before </p><script>document.write('plain'); log.push(document.body.lastChild.data);</script>`,
    ),
    expected: ['plain'],
  },
  {
    name: 'a script that came by innerHTML does not run when it is moved',
    files: page(`<div id="d"></div><script>
      const d = document.getElementById('d'); d.innerHTML = '<script>log.push("run")<\\/script>';
      document.body.append(d.firstChild); log.push(document.body.lastChild.localName);</script>`),
    expected: ['script'],
  },
  {
    name: 'an inline script that is inserted runs at once',
    files: page(`<script>
      const script = document.createElement('script'); script.textContent = 'var made = 1; log.push("inserted", document.currentScript === script);';
      log.push('before'); document.head.append(script); log.push('after', made);</script>`),
    expected: ['before', 'inserted', true, 'after', 1],
  },
  {
    name: 'an external script that is inserted runs later, and then has its load event',
    files: page(
      `<script>
      const script = document.createElement('script'); script.src = 'a.js'; script.onload = () => log.push('load of it', typeof made);
      log.push(script.async); document.head.append(script); log.push('appended');
      window.addEventListener('load', () => log.push('load'));</script>`,
      { 'a.js': "var made = 1; log.push('a', document.currentScript === script);" },
    ),
    expected: [true, 'appended', 'a', true, 'load of it', 'number', 'load'],
  },
  {
    name: 'inserted scripts run as they come, and with async = false in their order',
    files: page(
      `<script>
      function insert(src, async) { const script = document.createElement('script'); script.src = src; script.async = async; document.head.append(script); }
      insert('slow-a.js', true); insert('b.js', true);
      window.onload = () => { insert('slow-c.js', false); insert('d.js', false); };</script>`,
      {
        'slow-a.js': "log.push('a');",
        'b.js': "log.push('b');",
        'slow-c.js': "log.push('c');",
        'd.js': "log.push('d');",
      },
    ),
    expected: ['b', 'a', 'c', 'd'],
    settle: 400,
  },
  {
    name: 'an inserted script whose file is missing has an error event',
    files: page(`<script>
      const script = document.createElement('script'); script.src = 'missing.js';
      script.onload = () => log.push('load'); script.onerror = function (event) { log.push(this === script, event.type); };
      document.body.append(script);</script>`),
    expected: [true, 'error'],
  },
  {
    name: 'a script that is inserted empty runs once it has a text or a src',
    files: page(
      `<script>
      const one = document.createElement('script'); document.head.append(one); log.push('empty'); one.textContent = 'log.push("text")'; one.textContent = 'log.push("again")';
      const two = document.createElement('script'); document.head.append(two); two.append('log.push("appended")');
      const three = document.createElement('script'); document.head.append(three); three.src = 'a.js'; log.push('end');</script>`,
      { 'a.js': "log.push('a');" },
    ),
    expected: ['empty', 'text', 'appended', 'end', 'a'],
  },
  {
    name: 'a script that is moved, removed and put back runs once, and so does its copy',
    files: page(`<script>
      const script = document.createElement('script'); script.text = 'log.push("run")';
      document.head.append(script); document.body.append(script); script.remove(); document.body.append(script);
      document.body.append(script.cloneNode(true)); log.push(document.body.querySelectorAll('script').length);</script>`),
    expected: ['run', 3],
  },
  {
    name: 'a script inside what is inserted runs',
    files: page(`<script>
      const box = document.createElement('div'); const script = document.createElement('script'); script.text = 'log.push("in a box", document.querySelector(".box") !== null)'; box.className = 'box';
      box.append(script); log.push('made'); document.body.append(box);
      const fragment = document.createDocumentFragment(); const other = script.ownerDocument.createElement('script'); other.text = 'log.push("in a fragment")';
      fragment.append(other); document.body.insertBefore(fragment, box);
      document.body.append(document.createRange().createContextualFragment('<script>log.push("in markup")<\\/script>'));</script>`),
    expected: ['made', 'in a box', true, 'in a fragment', 'in markup'],
  },
  {
    name: "a template's scripts do not run, and their copies run once they are inserted",
    files: page(`
      <template id="t"><script>log.push('run', document.currentScript !== null);</script><p id="inner"></p></template>
      <script>const { content } = document.getElementById('t');
      log.push(content.childElementCount, document.getElementById('inner'), content.querySelector('script') !== null);
      document.body.append(content.cloneNode(true)); log.push(document.getElementById('inner') !== null);
      document.body.append(document.importNode(content, true));</script>`),
    expected: [2, null, true, 'run', true, true, 'run', true],
  },
  {
    name: 'document.currentScript is the script that runs, and nothing afterwards',
    files: page(
      `<script id="one">log.push(document.currentScript.id);
      document.addEventListener('x', () => log.push(document.currentScript.id));</script>
      <script id="two" src="a.js"></script>
      <script id="three">const inner = document.createElement('script'); inner.id = 'inner'; inner.text = 'log.push(document.currentScript.id)';
      document.head.append(inner); document.dispatchEvent(new Event('x')); log.push(document.currentScript.id); setTimeout(() => log.push(document.currentScript));</script>`,
      { 'a.js': 'log.push(document.currentScript.id, document.currentScript.src.endsWith("/app/a.js"));' },
    ),
    expected: ['one', 'two', true, 'inner', 'three', 'three', null],
    settle: 60,
  },
  {
    name: 'the load event waits for scripts that were inserted while the page was read',
    files: page(
      `<script>
      const script = document.createElement('script'); script.src = 'slow-a.js'; document.head.append(script);
      document.addEventListener('DOMContentLoaded', () => log.push('DOMContentLoaded')); window.addEventListener('load', () => log.push('load'));</script>`,
      { 'slow-a.js': "log.push('a');" },
    ),
    expected: ['DOMContentLoaded', 'a', 'load'],
  },
];
