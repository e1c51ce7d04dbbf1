import { describe, expect, it } from 'vitest';
import { fromCdn } from '../../samples/cdn/cdn-map.js';
import { fontStyles } from '../../samples/cdn/google-fonts.js';

/** Address, package, version, and a path that is among those tried; an empty path is the package's entry. */
const ADDRESSES = [
  ['https://cdn.jsdelivr.net/npm/vue@2.5.16/dist/vue.min.js', 'vue', '2.5.16', 'dist/vue.min.js'],
  [
    'https://cdn.jsdelivr.net/npm/daterangepicker/daterangepicker.min.js',
    'daterangepicker',
    'latest',
    'daterangepicker.js',
  ],
  ['https://cdn.jsdelivr.net/npm/vue@2', 'vue', '2', ''],
  [
    'https://cdn.jsdelivr.net/npm/@popperjs/core@2.11.8/dist/umd/popper.min.js',
    '@popperjs/core',
    '2.11.8',
    'dist/umd/popper.min.js',
  ],
  ['https://cdn.jsdelivr.net/jquery/latest/jquery.min.js', 'jquery', '3.2.1', 'dist/jquery.min.js'],
  ['https://cdn.jsdelivr.net/momentjs/latest/moment.min.js', 'moment', '2.18.1', 'min/moment.min.js'],
  [
    'https://cdn.jsdelivr.net/bootstrap/3.3.7/css/bootstrap.min.css',
    'bootstrap',
    '3.3.7',
    'dist/css/bootstrap.min.css',
  ],
  ['https://unpkg.com/axios/dist/axios.min.js', 'axios', 'latest', 'dist/axios.min.js'],
  [
    'https://unpkg.com/react@^17.0/umd/react.production.min.js',
    'react',
    '^17.0',
    'umd/react.production.min.js',
  ],
  [
    'http://cdnjs.cloudflare.com/ajax/libs/moment.js/2.29.1/moment.min.js',
    'moment',
    '2.29.1',
    'min/moment.min.js',
  ],
  [
    'https://cdnjs.cloudflare.com/ajax/libs/Chart.js/3.9.1/chart.min.js',
    'chart.js',
    '3.9.1',
    'dist/chart.min.js',
  ],
  [
    'https://cdnjs.cloudflare.com/ajax/libs/font-awesome/4.7.0/css/font-awesome.min.css',
    'font-awesome',
    '4.7.0',
    'css/font-awesome.min.css',
  ],
  [
    'https://cdnjs.cloudflare.com/ajax/libs/font-awesome/6.4.0/css/all.min.css',
    '@fortawesome/fontawesome-free',
    '6.4.0',
    'css/all.min.css',
  ],
  [
    'https://ajax.googleapis.com/ajax/libs/jquery/3.6.0/jquery.min.js',
    'jquery',
    '3.6.0',
    'dist/jquery.min.js',
  ],
  [
    'https://ajax.googleapis.com/ajax/libs/jqueryui/1.12.1/themes/smoothness/jquery-ui.css',
    'jquery-ui-themes',
    '1.12.1',
    'themes/smoothness/jquery-ui.css',
  ],
  ['https://code.jquery.com/jquery-3.6.0.slim.min.js', 'jquery', '3.6.0', 'dist/jquery.slim.min.js'],
  ['https://code.jquery.com/jquery-latest.min.js', 'jquery', '1.11.1', 'dist/jquery.min.js'],
  ['https://code.jquery.com/ui/1.13.2/jquery-ui.min.js', 'jquery-ui-dist', '1.13.2', 'jquery-ui.min.js'],
  [
    'https://maxcdn.bootstrapcdn.com/bootstrap/3.4.1/js/bootstrap.min.js',
    'bootstrap',
    '3.4.1',
    'dist/js/bootstrap.min.js',
  ],
  [
    'https://maxcdn.bootstrapcdn.com/bootstrap/3.4.1/fonts/glyphicons-halflings-regular.woff2',
    'bootstrap',
    '3.4.1',
    'dist/fonts/glyphicons-halflings-regular.woff2',
  ],
  [
    'https://stackpath.bootstrapcdn.com/font-awesome/4.7.0/css/font-awesome.min.css',
    'font-awesome',
    '4.7.0',
    'css/font-awesome.min.css',
  ],
  [
    'https://use.fontawesome.com/releases/v5.15.4/css/all.css',
    '@fortawesome/fontawesome-free',
    '5.15.4',
    'css/all.css',
  ],
  ['https://cdn.syncfusion.com/ej2/20.1.58/material.css', '@syncfusion/ej2', '20.1.58', 'material.css'],
  [
    'https://cdn.syncfusion.com/ej2/20.1.58/ej2-vue-es5/dist/ej2-vue.min.js',
    '@syncfusion/ej2-vue-es5',
    '20.1.58',
    'dist/ej2-vue.min.js',
  ],
  ['https://momentjs.com/downloads/moment.min.js', 'moment', 'latest', 'min/moment.min.js'],
] as const;

describe('an address of a CDN', () => {
  it.each(ADDRESSES)('%s is a file of %s@%s', (address, name, version, path) => {
    const found = fromCdn(address);
    expect(found).toMatchObject({ name, version });
    if (path === '') expect(found?.paths).toEqual([]);
    else expect(found?.paths).toContain(path);
  });

  it('asks for the file as it is named before any other', () => {
    expect(fromCdn('https://unpkg.com/axios@1.6.0/dist/axios.min.js')?.paths).toEqual(['dist/axios.min.js']);
    expect(fromCdn('https://cdnjs.cloudflare.com/ajax/libs/axios/1.6.0/axios.min.js')?.paths[0]).toBe(
      'axios.min.js',
    );
  });

  it.each([
    'https://example.com/npm/vue@2/dist/vue.js',
    'https://cdn.jsdelivr.net/gh/user/project@1/file.js',
    'https://cdn.jsdelivr.net/constructor/latest/file.js',
    'https://maps.googleapis.com/maps/api/js?key=x',
    'https://code.jquery.com/',
    'ftp://unpkg.com/vue@2/dist/vue.js',
  ])('%s is none', (address) => {
    expect(fromCdn(address)).toBeUndefined();
  });

  it.each([
    'https://unpkg.com/--ignore-scripts@1.0.0/x.js',
    'https://unpkg.com/vue@--registry=x/x.js',
    'https://unpkg.com/vue@1.0.0%20--registry=x/x.js',
    'https://unpkg.com/vue@git+ssh:host/x.js',
    'https://unpkg.com/vue@file:../x.js',
    'https://unpkg.com/vue@npm:other/x.js',
    'https://unpkg.com/..%2f..@1.0.0/x.js',
    'https://unpkg.com/@a/..%2fb@1.0.0/x.js',
    `https://unpkg.com/${'a'.repeat(215)}@1.0.0/x.js`,
  ])('SECURITY: %s reaches no command line', (address) => {
    expect(fromCdn(address)).toBeUndefined();
  });
});

describe('an address of Google Fonts', () => {
  it.each([
    ['css?family=Roboto:400,500', [['@fontsource/roboto', '400.css', '500.css']]],
    [
      'css?family=Open+Sans:400italic,b|Lato',
      [
        ['@fontsource/open-sans', '400-italic.css', '700.css'],
        ['@fontsource/lato', '400.css'],
      ],
    ],
    [
      'css2?family=Inter:wght@400;600&family=Roboto+Mono',
      [
        ['@fontsource/inter', '400.css', '600.css'],
        ['@fontsource/roboto-mono', '400.css'],
      ],
    ],
    [
      'css2?family=Lora:ital,wght@0,400;1,700&display=swap',
      [['@fontsource/lora', '400.css', '700-italic.css']],
    ],
    ['css2?family=Inter:wght@100..900', [['@fontsource/inter', '400.css']]],
  ])('%s names the faces of packages', (path, faces) => {
    const styles = fontStyles(`https://fonts.googleapis.com/${path}`);
    expect(styles?.map(({ name, paths }) => [name, ...paths])).toEqual(faces);
  });

  it('is no style where it is another', () => {
    expect(fontStyles('https://fonts.googleapis.com/icon?family=Material+Icons')).toBeUndefined();
    expect(fontStyles('https://example.com/css?family=Roboto')).toBeUndefined();
  });
});
