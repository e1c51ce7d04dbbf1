import { describe, expect, it } from 'vitest';
import { createFrame } from '../../src/host/frame.js';

describe('createFrame', () => {
  it('keeps the widget in its own origin and away from the top window', () => {
    const frame = createFrame({ widget: 'Scores', url: 'http://127.0.0.1:5181/app/widget.html' });
    expect(frame.getAttribute('data-zfapps-widget')).toBe('Scores');
    expect(frame.title).toBe('Scores');
    const tokens = (frame.getAttribute('sandbox') ?? '').split(' ');
    expect(tokens).toEqual(
      expect.arrayContaining([
        'allow-scripts',
        'allow-same-origin',
        'allow-forms',
        'allow-modals',
        'allow-popups',
        'allow-downloads',
      ]),
    );
    expect(tokens.filter((token) => token.startsWith('allow-top-navigation'))).toEqual([]);
    expect(frame.hasAttribute('allow')).toBe(false);
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
