import { toUrl } from '../core/protocol/index.js';
import type { WidgetFinding } from '../host/index.js';

/** The error that fails a test, for what a widget threw and nobody caught: its stack is the widget's. */
export function uncaughtError(finding: WidgetFinding & { kind: 'error' | 'rejection' }): Error {
  const { caller, kind } = finding;
  // Chromium says that itself.
  const message = finding.message.replace(/^Uncaught /, '');
  const what = kind === 'error' ? 'Uncaught error' : 'Unhandled rejection';
  const error = new Error(`${what} in the widget "${caller.widget}": ${message}`);
  // What ran the widget's code is not the widget's.
  const [own = ''] = (finding.stack ?? '').split(
    /^\s+at .*(?:node:vm|node:internal|\/happy-dom\/|\/jsdom\/)/m,
  );
  const frames = own.split('\n').filter((line) => /^\s+at /.test(line));
  error.stack = [`${error.name}: ${error.message}`, ...frames].join('\n');
  return error;
}

/** A sentence for what a widget's author should know and no test fails by. */
export function findingInWords(finding: WidgetFinding): string {
  const name = `The widget "${finding.caller.widget}"`;
  switch (finding.kind) {
    case 'unreachable':
      return finding.element === 'page'
        ? `${name} has no page: nothing is at ${finding.url}.`
        : `${name} loads ${finding.url}, and there is no such file in the package. If it comes from elsewhere, name a copy: mountWidget(…, { resources: { '${finding.url}': './node_modules/…' } })`;
    case 'csp':
      return `${name} was kept from ${finding.blocked}, as it would be in production: ${finding.directive} does not allow it. Use ZFAPPS.request, or add it to the manifest: "cspDomains": { "${finding.directive}": ["${originOf(finding.blocked)}"] }`;
    default:
      return `${name}: ${finding.message}`;
  }
}

function originOf(address: string): string {
  return toUrl(address)?.origin ?? address;
}
