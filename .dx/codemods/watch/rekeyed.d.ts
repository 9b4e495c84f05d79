/**
 * A release that gets another function than the registration, though both are written alike: `this.f.bind(this)` twice, or
 * the same arrow function twice. Both get one name.
 */
import type { Fix } from '../../src/migrate/fix.js';
import type { Finding } from '../../src/result.js';
import type { Task } from '../codemod.js';
/** The fix, or why there is none. */
export declare function rekeyed(finding: Finding, task: Task): Fix | string;
