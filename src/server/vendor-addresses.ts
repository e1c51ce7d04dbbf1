import { DATA_CENTERS } from '../core/project/index.js';

const VERSIONS = ['v1', 'v1.0', 'v2.0'];

/** The folders of the vendor's SDK, a folder for each version below them, in every known data centre. */
export const VENDOR_FOLDERS: readonly string[] = DATA_CENTERS.flatMap((end) => [
  `https://js.zohostatic.${end}/zohofinance/`,
  `https://static.zohocdn.${end}/zohofinance/`,
]);

/** The addresses at which widgets load the vendor's SDK, as far as they are known. */
export const VENDOR_ADDRESSES: readonly string[] = VENDOR_FOLDERS.flatMap((folder) =>
  VERSIONS.map((version) => `${folder}${version}/zf_sdk.js`),
);
