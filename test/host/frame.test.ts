import { describe, expect, it } from 'vitest';
import { createFrame } from '../../src/host/frame.js';

describe('createFrame', () => {
  it('keeps the widget in its own origin and away from the top window', () => {
    const frame = createFrame({ widget: 'Scores', url: 'http://127.0.0.1:5181/app/widget.html' });
    expect(frame.getAttribute('data-zfapps-widget')).toBe('Scores');
    expect(frame.title).toBe('Scores');
    const tokens = (frame.getAttribute('sandbox') ?? '').split(' ');
    // Every token of the HTML standard but those that let the frame navigate the top window.
    expect(tokens.sort()).toEqual([
      'allow-downloads',
      'allow-forms',
      'allow-modals',
      'allow-orientation-lock',
      'allow-pointer-lock',
      'allow-popups',
      'allow-popups-to-escape-sandbox',
      'allow-presentation',
      'allow-same-origin',
      'allow-scripts',
    ]);
    expect(frame.hasAttribute('allow')).toBe(false);
  });

  it('tells the widget the origin of its host page, whatever policy that page has', () => {
    const frame = createFrame({ widget: 'w', url: 'http://127.0.0.1:5181/' });
    expect(frame.getAttribute('referrerpolicy')).toBe('strict-origin-when-cross-origin');
  });

  it('gives the features that the manifest asks for, to the widget alone', () => {
    const frame = createFrame({
      widget: 'w',
      url: 'http://127.0.0.1:5181/',
      allowedFeatures: ['clipboard-write', 'geolocation'],
    });
    expect(frame.getAttribute('allow')).toBe('clipboard-write; geolocation');
  });
});
