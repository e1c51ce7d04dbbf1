import { page } from './script-case.js';
import type { ScriptCase } from './script-case.js';

export const typeCases: ScriptCase[] = [
  {
    name: 'data blocks are not run, and their text is there',
    files: page(`
      <script type="application/json" id="data">{ "items": [1, 2] }</script>
      <script type="text/template" id="row"><li>{{ name }}</li></script>
      <script type="text/x-handlebars">log.push('not run');</script>
      <script>log.push(JSON.parse(document.getElementById('data').textContent), document.getElementById('row').text, document.getElementById('row').childElementCount);</script>`),
    expected: [{ items: [1, 2] }, '<li>{{ name }}</li>', 0],
  },
  {
    name: 'a JavaScript type is run in any case and with spaces, not with a parameter',
    files: page(`
      <script type="">log.push('empty');</script><script type=" text/javascript ">log.push('spaces');</script>
      <script type="TEXT/JavaScript">log.push('case');</script><script type="application/x-javascript">log.push('old');</script>
      <script type="text/javascript; charset=utf-8">log.push('parameter');</script><script type="text/babel">log.push('babel');</script>
      <script type="text/typescript">log.push('typescript');</script><script type="javascript">log.push('short');</script>`),
    expected: ['empty', 'spaces', 'case', 'old'],
  },
  {
    name: 'the language attribute counts where there is no type',
    files: page(`
      <script language="JavaScript">log.push('javascript');</script><script language="">log.push('none');</script>
      <script language="javascript1.5">log.push('version');</script><script language="vbscript">log.push('vbscript');</script>
      <script language="vbscript" type="text/javascript">log.push('type');</script>`),
    expected: ['javascript', 'none', 'version', 'type'],
  },
  {
    name: 'nomodule scripts are skipped',
    files: page(
      `<script nomodule>log.push('inline');</script><script nomodule src="a.js"></script><script nomodule defer src="a.js"></script>
      <script type="module">log.push('module');</script><script type="module" nomodule>log.push('module all the same');</script>`,
      { 'a.js': "log.push('a');" },
    ),
    expected: ['module', 'module all the same'],
  },
  {
    name: 'a comment of HTML around a script is a comment of JavaScript',
    files: page(`<script>
      <!-- hidden from old browsers
      log.push('run');
      //--></script><script><!--
      log.push('run too'); --> 
      </script>`),
    expected: ['run'],
  },
  {
    name: 'a script with a src does not run its text',
    files: page(
      `<script src="a.js">log.push('text');</script><script src="missing.js">log.push('text');</script>`,
      {
        'a.js': "log.push('a');",
      },
    ),
    expected: ['a'],
  },
  {
    name: 'an empty script and one of spaces do nothing',
    files: page(`<script></script><script> </script><script>log.push(document.scripts.length);</script>`),
    expected: [4],
  },
  {
    name: 'a base element moves the addresses of scripts',
    files: page(`<base href="lib/"><script src="a.js"></script><script src="../b.js"></script>`, {
      'lib/a.js': "log.push('lib/a', document.currentScript.src.endsWith('/app/lib/a.js'));",
      'b.js': "log.push('b');",
    }),
    expected: ['lib/a', true, 'b'],
  },
  {
    name: 'a script in SVG is known by its own rules, in MathML and comments it is none',
    files: page(`
      <!-- <script>log.push('comment');</script> --><textarea><script>log.push('textarea');</script></textarea>
      <noscript><script>log.push('noscript');</script></noscript>
      <script>log.push(document.querySelector('textarea').value.length > 0, document.querySelector('noscript').childElementCount);</script>`),
    expected: [true, 0],
  },
];
