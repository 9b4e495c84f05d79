/** When a send runs: on a timer, again and again or once; after another attempt failed. */
import type { FilePass } from '../../src/audit/rule.js';
import { type Site } from '../../src/sites/find.js';
/** `scheduled`: repeated, or sent only while the recipient lives. `delayed`: once, later. */
export declare function timerShape(site: Site, pass: FilePass): 'scheduled' | 'delayed' | undefined;
/** In a `catch` after something was waited for or sent, or in a promise's rejection handler. */
export declare function isFallback(site: Site, pass: FilePass): boolean;
