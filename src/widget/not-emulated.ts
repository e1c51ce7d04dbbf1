import type { ZfappsRejection } from '../core/protocol/index.js';
import type { Zfapps } from './zfapps-types.js';

function later(member: string): () => Promise<never> {
  return () => {
    const error: ZfappsRejection = {
      code: 'not_emulated',
      message: `ZFAPPS.${member} is not emulated yet; docs/parity.md says what is.`,
    };
    return Promise.reject(error);
  };
}

/** Members of the real SDK that reject until they are emulated. Each has a row in `docs/parity.md`. */
export const notEmulated: Omit<
  Zfapps,
  'extension' | 'get' | 'request' | 'invoke' | 'showModal' | 'closeModal'
> = {
  set: later('set'),
  hideWidget: later('hideWidget'),
  showWidget: later('showWidget'),
  store: later('store'),
  retrieve: later('retrieve'),
  linkFiles: later('linkFiles'),
  API: {
    createRecord: later('API.createRecord'),
    deleteRecord: later('API.deleteRecord'),
    getAllRecords: later('API.getAllRecords'),
    getRecord: later('API.getRecord'),
    updateRecord: later('API.updateRecord'),
    GLOBALFIELDS: { get: later('API.GLOBALFIELDS.get'), set: later('API.GLOBALFIELDS.set') },
  },
  I18N: { getTranslatedValue: (key) => String(key) },
  UI: {},
};
