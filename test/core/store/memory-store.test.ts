import { memoryStore } from '../../../src/core/store/index.js';
import { describeStateStore } from './state-store-contract.js';

describeStateStore('memoryStore', memoryStore);
