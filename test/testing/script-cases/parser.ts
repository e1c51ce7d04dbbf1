import { page, wholePage } from './script-case.js';
import type { ScriptCase } from './script-case.js';

export const parserCases: ScriptCase[] = [
  {
    name: 'attributes keep the names that templates give them',
    files: page(`
      <p id="p" @click="go" :class="{ on }" v-on:click.prevent="go" [title]="t" (input)="i" #ref *ngIf="x" a.b="c" data-1="&amp;&quot;'"></p>
      <script>log.push([...document.getElementById('p').attributes].slice(1).map(({ name, value }) => name + '=' + value));
      log.push(document.getElementById('p').getAttribute('@click'), document.getElementById('p').hasAttribute('[title]'));</script>`),
    expected: [
      [
        '@click=go',
        ':class={ on }',
        'v-on:click.prevent=go',
        '[title]=t',
        '(input)=i',
        '#ref=',
        '*ngif=x',
        'a.b=c',
        `data-1=&"'`,
      ],
      'go',
      true,
    ],
  },
  {
    name: 'a tag may have any name that begins with a letter',
    files: page(`
      <p id="p"><o:p>office</o:p><x"y z>odd</x"y><my-element.sub></my-element.sub></p>
      <script>log.push([...document.getElementById('p').children].map(({ tagName, textContent }) => tagName.toLowerCase() + ' ' + textContent));</script>`),
    expected: [['o:p office', 'x"y odd', 'my-element.sub ']],
  },
  {
    name: 'SVG in HTML has its namespace and its names',
    files: page(`
      <svg id="s" viewbox="0 0 1 1"><lineargradient id="g"/><foreignobject><p id="p">x</p></foreignobject><use id="u" xlink:href="#g"/></svg><math id="m"></math>
      <script>const names = ['s', 'g', 'p', 'u', 'm'].map((id) => document.getElementById(id));
      log.push(names.map((one) => one.namespaceURI.split('/').pop() + ' ' + one.localName).join());
      log.push(names[0].getAttribute('viewBox'), names[0].hasAttribute('viewbox'), names[2].parentNode.localName, names[3].getAttributeNS('http://www.w3.org/1999/xlink', 'href'), names[3].parentNode === names[0]);</script>`),
    expected: [
      'svg svg,svg linearGradient,xhtml p,svg use,MathML math',
      '0 0 1 1',
      false,
      'foreignObject',
      '#g',
      true,
    ],
  },
  {
    name: 'what does not belong into a table comes before it',
    files: page(`
      <div id="d"><table id="t"><tr><td>1</td></tr>stray<b>bold</b></table></div>
      <script>log.push(document.getElementById('d').innerHTML);</script>`),
    expected: ['stray<b>bold</b><table id="t"><tbody><tr><td>1</td></tr></tbody></table>'],
  },
  {
    name: 'tags that are missing or crossed are mended as the standard says',
    files: page(`
      <div id="d"><ul><li>1<li>2</ul><p>a<div>b</div></p><b><i>x</b>y</i><br></br></div>
      <script>log.push(document.getElementById('d').innerHTML);</script>`),
    expected: ['<ul><li>1</li><li>2</li></ul><p>a</p><div>b</div><p></p><b><i>x</i></b><i>y</i><br><br>'],
  },
  {
    name: 'a page without html, head and body has them',
    files: wholePage(
      `<script>window.log = [];</script><title>bare</title><p id="p">text<script>log.push(document.documentElement.localName, document.head.childElementCount, document.body.firstElementChild.id, document.title, document.compatMode, document.doctype);</script>`,
    ),
    expected: ['html', 2, 'p', 'bare', 'BackCompat', null],
  },
  {
    name: 'the doctype, attributes of html and body, and comments are there',
    files: wholePage(
      `<!DOCTYPE html><!-- top --><html lang="en" data-a="1"><head><script>window.log = [];</script></head><body class="x"><html data-a="2" data-b="3"><body data-c="4">
      <script>log.push(document.doctype.name, document.compatMode, document.childNodes[1].data, document.documentElement.lang, { ...document.documentElement.dataset }, document.body.className, document.body.dataset.c, document.querySelectorAll('body').length);</script>`,
    ),
    expected: ['html', 'CSS1Compat', ' top ', 'en', { a: '1', b: '3' }, 'x', '4', 1],
  },
  {
    name: 'text in textarea, title and style is no markup, and entities are read',
    files: page(`
      <textarea id="t">
<b>&lt;1&gt;</b></textarea><style id="s">a > b { content: "</p>" }</style><p id="p">&copy;&nbsp;&#x41;&amp;lt; &notit; &copy</p>
      <script>log.push(document.getElementById('t').value, document.getElementById('s').textContent, document.getElementById('p').textContent);</script>`),
    expected: ['<b><1></b>', 'a > b { content: "</p>" }', '\u00a9\u00a0A&lt; \u00acit; \u00a9'],
  },
  {
    name: 'a script reads to its end tag, whatever looks like one',
    files: page(`
      <script id="s">var text = "<\\/script>"; var other = '</scr' + 'ipt>'; var third = "</script-like>"; log.push(text, other.length, third);</script>
      <p title="</script>" id="p"></p><script>log.push(document.getElementById('p').title, document.querySelectorAll('body > *').length);</script >
      <script>log.push('next');</script>`),
    expected: ['</script>', 9, '</script-like>', '</script>', 3, 'next'],
  },
  {
    name: 'custom elements are made while the page is read, or upgraded',
    files: page(`
      <x-late a="1"></x-late>
      <script>class Tell extends HTMLElement { static observedAttributes = ['a']; constructor() { super(); log.push('made ' + this.localName); }
        attributeChangedCallback(name, old, value) { log.push(name + '=' + value); } connectedCallback() { log.push('connected ' + this.childNodes.length); } }
      customElements.define('x-late', Tell); customElements.define('x-early', class extends Tell {});</script>
      <x-early a="2"><p></p></x-early><script>log.push(document.querySelector('x-early') instanceof Tell, document.querySelector('x-early').childNodes.length);</script>`),
    expected: ['made x-late', 'a=1', 'connected 0', 'made x-early', 'a=2', 'connected 0', true, 1],
  },
  {
    name: 'a form in a form is not made, and fields know their form',
    files: page(`
      <form id="f"><form id="g"><input name="a"></form><table><tr><td><input name="b" form="f"></table>
      <script>log.push(document.forms.length, document.getElementById('g'), [...document.getElementById('f').elements].map(({ name }) => name).join());</script>`),
    expected: [1, null, 'a,b'],
  },
];
