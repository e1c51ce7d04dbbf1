import { describe, expect, it } from 'vitest';
import { implicitManifest, parseManifest } from '../../../src/core/project/index.js';
import { isZfappsError } from '../../../src/core/protocol/index.js';

const widget = { location: 'invoice.details.sidebar', name: 'W', url: '/app/widget.html' };

function messageOf(value: unknown): string {
  try {
    parseManifest(value);
  } catch (error) {
    if (isZfappsError(error) && error.code === 'invalid_config') return error.message;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

describe('a manifest', () => {
  it('keeps what it has, unknown members too', () => {
    const manifest = {
      locale: ['en'],
      service: 'finance',
      whiteListedDomains: ['example.com'],
      modules: {
        widgets: [
          {
            ...widget,
            logo: '/app/a.png',
            widget_type: 'modal',
            popup: { align: 'left' },
            allowed_features: ['camera'],
            mine: 1,
          },
        ],
        other: [],
      },
      config: [{ name: 'x', connectionLinkName: 'c' }],
      connectors: [{ a: 1 }],
      usedConnections: [
        { connectionLinkName: 'books', sharedBy: 7, scope: ['a'] },
        { connectionLinkName: 'desk', sharedBy: 'me' },
      ],
      cspDomains: { 'connect-src': ['https://api.example.com'] },
      storage: true,
      type: 'x',
    };
    expect(parseManifest(manifest)).toEqual(manifest);
  });

  it('needs little: the rest has defaults', () => {
    expect(parseManifest({ modules: { widgets: [widget] } })).toEqual({
      service: 'FINANCE',
      modules: { widgets: [widget] },
      usedConnections: [],
      config: [],
      cspDomains: {},
      whiteListedDomains: [],
      locale: [],
    });
  });

  it.each([
    ['/app/widget.html', 'widget'],
    ['/app/tax-lookup.html?x=a/b', 'tax-lookup'],
    ['https://widgets.example.com/', 'Widget'],
  ])('names a widget after its page %s', (url, name) => {
    const { modules } = parseManifest({ modules: { widgets: [{ location: 'webtab', url }] } });
    expect(modules.widgets[0]?.name).toBe(name);
  });

  it('may have two widgets at one location', () => {
    expect(
      parseManifest({ modules: { widgets: [widget, { ...widget, name: 'V' }] } }).modules.widgets,
    ).toHaveLength(2);
  });

  it('of a folder without one has a widget beside an invoice', () => {
    expect(implicitManifest().modules.widgets).toEqual([
      { location: 'invoice.details.sidebar', name: 'Widget', url: '/app/widget.html' },
    ]);
  });
});

describe('a wrong manifest names the path', () => {
  it.each([
    [
      { modules: { widgets: [{ ...widget, location: undefined }] } },
      'modules.widgets[0].location: expected a location',
    ],
    [{ modules: { widgets: [{ ...widget, url: undefined }] } }, 'modules.widgets[0].url: expected a path'],
    [
      { modules: { widgets: [widget, { ...widget, url: 'javascript:alert(1)' }] } },
      'modules.widgets[1].url: has the scheme javascript:',
    ],
    [{ modules: { widgets: [{ ...widget, url: 'https://' }] } }, 'modules.widgets[0].url: is no URL'],
    [{ modules: { widgets: {} } }, 'modules.widgets: expected a list'],
    [{ modules: { widgets: ['x'] } }, 'modules.widgets[0]: expected an object'],
    [[], 'expected an object'],
    ['text', 'expected an object'],
    [null, 'expected an object'],
  ])('%j', (value, problem) => expect(messageOf(value)).toContain(problem));

  it('a line for each problem', () => {
    const widgets = [
      { ...widget, url: '' },
      { ...widget, location: 5 },
    ];
    expect(messageOf({ modules: { widgets } }).split('\n')).toHaveLength(2);
  });
});

describe('an optional member of another shape counts as missing, as for the vendor', () => {
  it.each([
    [{ usedConnections: {} }, { usedConnections: [] }],
    [{ usedConnections: [null, { connectionLinkName: 5 }] }, { usedConnections: [{}, {}] }],
    [
      { usedConnections: null, config: {}, locale: null },
      { usedConnections: [], config: [], locale: [] },
    ],
    [{ cspDomains: { 'connect-src': 'x' } }, { cspDomains: {} }],
    [{ service: 5 }, { service: 'FINANCE' }],
  ])('%j', (value, expected) => expect(parseManifest(value)).toMatchObject(expected));

  it('in its popup as well, whose other members stay', () => {
    const popup = { align: 5, width: '300px' };
    const [read] = parseManifest({ modules: { widgets: [{ ...widget, popup }] } }).modules.widgets;
    expect(read?.popup).toEqual({ align: undefined, width: '300px' });
  });

  it('in a widget as well', () => {
    const odd = {
      ...widget,
      name: 5,
      logo: {},
      allowed_features: 'camera',
      widget_type: null,
      popup: 'left',
    };
    const [read] = parseManifest({ modules: { widgets: [odd] } }).modules.widgets;
    expect(read).toMatchObject({ location: widget.location, url: widget.url, name: 'widget' });
    expect([read?.logo, read?.allowed_features, read?.widget_type, read?.popup]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
