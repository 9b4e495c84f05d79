/** Whether a send goes to the sender itself: decided by its target alone, never by what it carries. */
import type { FilePass } from '../../src/audit/rule.js';
import type { Site } from '../../src/sites/find.js';
/** `maybe`: oneself unless somebody else is given. `parent`: oneself, seen from an actor that this one has made. */
export type Addressee = 'self' | 'maybe' | 'parent' | 'other';
export declare function addresseeOf(site: Site, pass: FilePass): Addressee;
