import { Window } from 'happy-dom';
import { describe, expect, it } from 'vitest';
import { mountWidget } from '../../src/testing/index.js';

/** Makes the element of a script that says where it runs, and puts it into the page. */
const INSERT = `function insert(text) {
  const script = document.createElement('script');
  script.text = text;
  document.head.append(script);
}`;

describe('windows of one process', () => {
  it('run the scripts that are inserted into each', async () => {
    const [first, second] = await Promise.all([
      mountWidget({ html: `<script>${INSERT}</script>` }),
      mountWidget({ html: `<script>${INSERT}</script>` }),
    ]);
    first.window.insert('window.where = "first"');
    second.window.insert('window.where = "second"');
    expect([first.window.where, second.window.where]).toEqual(['first', 'second']);
    await second.close();
    first.window.insert('window.again = "first"');
    expect(first.window.again).toBe('first');
  });

  it('that somebody else made of happy-dom stay as they were', async () => {
    const settings = { enableJavaScriptEvaluation: true, suppressInsecureJavaScriptEnvironmentWarning: true };
    const theirs = new Window({ settings });
    const widget = await mountWidget({ html: '<p>ours</p>' });
    for (const window of [theirs, new Window({ settings })]) {
      const script = window.document.createElement('script');
      script.textContent = 'window.ran = (window.ran ?? 0) + 1';
      window.document.body.append(script);
      expect((window as unknown as { ran: number }).ran).toBe(1);
      expect(script.async).toBe(false);
      const button = window.document.createElement('button');
      let clicks = 0;
      button.onclick = () => {
        clicks += 1;
      };
      button.click();
      expect(clicks).toBe(1);
      await window.happyDOM.close();
    }
    await widget.close();
  });
});
