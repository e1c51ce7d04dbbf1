import '../../src/entries/globals.js';
import '../../playground/automation.js';
