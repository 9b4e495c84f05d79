/** Sends to one recipient that may be many in one turn of the event loop. */
import { type Path, type Syntax } from '../tree.js';
/** The send is in a loop that is not one over its recipients, does not wait, and has no end that is seen to be near. */
export declare function mayBurst(path: Path, target: Syntax): boolean;
