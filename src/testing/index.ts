export { happyDomEngine } from './dom/happy-dom-engine.js';
