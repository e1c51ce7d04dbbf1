import { memoryExtensionStore } from '../../../src/core/store/index.js';
import { describeExtensionStore } from './extension-store-contract.js';

describeExtensionStore('memoryExtensionStore', memoryExtensionStore);
