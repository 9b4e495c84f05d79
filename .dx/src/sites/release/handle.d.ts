/** Watchers that are taken away through what the registration returns. */
import { type Node, type SourceFile } from '../ast.js';
import type { Site } from '../find.js';
export interface Handle {
    released: boolean;
    how: string;
    /** It is kept, where nothing takes it out again. */
    inVain?: Node;
    /** What takes it on: the declaration, the `unsubscribe`, the call that gets it. */
    at?: Node;
}
/** What becomes of a handle: `const sub = actor.subscribe(…)`. */
export declare function handleReleased(site: Site, file: SourceFile): Handle;
