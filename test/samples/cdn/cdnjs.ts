import { jqueryUi } from './jquery-ui.js';
import { anywhere, packageFile } from './package-file.js';
import type { PackageFile } from './package-file.js';

/** What cdnjs calls otherwise than npm does. Everything else has the same name, in small letters. */
const NPM_NAMES = new Map(
  Object.entries({
    'angular.js': 'angular',
    'backbone.js': 'backbone',
    'bootstrap-datetimepicker': 'eonasdan-bootstrap-datetimepicker',
    'Chart.js': 'chart.js',
    datatables: 'datatables.net',
    'FileSaver.js': 'file-saver',
    'handlebars.js': 'handlebars',
    'jquery-cookie': 'jquery.cookie',
    'jquery-validate': 'jquery-validation',
    'limonte-sweetalert2': 'sweetalert2',
    'lodash.js': 'lodash',
    materialize: 'materialize-css',
    'moment.js': 'moment',
    'mustache.js': 'mustache',
    normalize: 'normalize.css',
    'numeral.js': 'numeral',
    PapaParse: 'papaparse',
    'semantic-ui': 'semantic-ui-css',
    'toastr.js': 'toastr',
    'twitter-bootstrap': 'bootstrap',
    'underscore.js': 'underscore',
  }),
);

/** `ajax/libs/moment.js/2.29.1/moment.min.js` */
export function cdnjsFile(path: string): PackageFile | undefined {
  const [, library = '', version = '', file = ''] = /^ajax\/libs\/([^/]+)\/([^/]+)\/(.+)$/.exec(path) ?? [];
  if (file === '') return undefined;
  if (library === 'jqueryui') return jqueryUi(version, file);
  return packageFile(npmName(library, version), version, anywhere(file));
}

function npmName(library: string, version: string): string {
  // Version 5 moved to a package of its maker's scope.
  if (library === 'font-awesome' && Number.parseInt(version, 10) >= 5) return '@fortawesome/fontawesome-free';
  return NPM_NAMES.get(library) ?? library.toLowerCase();
}
