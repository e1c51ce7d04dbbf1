export { zfapps, zfapps as default } from '../vite/index.js';
export type { ZfappsPluginOptions } from '../vite/index.js';
