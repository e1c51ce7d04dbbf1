export { zfapps } from './plugin.js';
export type { ZfappsPluginOptions } from './plugin.js';
