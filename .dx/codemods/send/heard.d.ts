/** Whether a file listens to the errors of a recipient: by its name, or of all that it makes. */
import type { SiteReport } from '../../src/result.js';
import { type Syntax, type Tree } from '../tree.js';
export declare function isHeard(target: Syntax, dialect: string, sites: readonly SiteReport[], tree: Tree): boolean;
