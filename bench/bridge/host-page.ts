/** Runs in the host page: opens one frame for each contender. */
import { contenders } from './contenders/index.js';

const widgetOrigin = new URLSearchParams(window.location.search).get('widgets');

for (const [id, contender] of Object.entries(contenders)) {
  contender.serve(`${widgetOrigin}/?contender=${id}&host=${encodeURIComponent(window.location.origin)}`);
}
