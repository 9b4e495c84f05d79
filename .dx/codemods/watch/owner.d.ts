/**
 * Where the owner of a watcher ends. The owner is what its listener closes over: a listener that uses no more than its
 * object belongs to the object, one that uses a call's own variables to that call, and an effect's to the effect.
 */
import type { Task } from '../codemod.js';
import { type Syntax } from '../tree.js';
import { type Registration } from './registration.js';
export type Owner = 
/** An object. `once`: the watcher is made in its constructor or in a field, so that there is one of it. */
{
    readonly kind: 'object';
    readonly body: Syntax;
    readonly once: boolean;
    readonly name: string;
    readonly end: End;
}
/** A function inside that undoes what the one around it did; `body` may be an expression. */
 | {
    readonly kind: 'cleanup';
    readonly fn: Syntax;
    readonly within: Syntax;
    readonly end: string;
}
/** An effect that gives nothing back yet. */
 | {
    readonly kind: 'effect';
    readonly body: Syntax;
    readonly within: Syntax;
} | {
    readonly kind: 'finally';
    readonly statement: Syntax;
    readonly block: Syntax;
    readonly within: Syntax;
}
/** An async function that waits and ends: what follows the watcher. */
 | {
    readonly kind: 'rest';
    readonly body: Syntax;
    readonly within: Syntax;
}
/** A promise made by hand, which settles. */
 | {
    readonly kind: 'settled';
    readonly promise: Syntax;
    readonly statement: Syntax;
    readonly within: Syntax;
    /** What its function says that it gives back, which a promise with `.finally()` no longer hears of. */
    readonly types?: Syntax;
};
/** What ends it is new: all of its watchers are one fix. */
export declare const isShared: (owner: Owner) => boolean;
export type End = {
    readonly kind: 'method';
    readonly name: string;
    readonly body: Syntax;
}
/** A member that the class does not have yet. */
 | {
    readonly kind: 'new';
    readonly key: string;
};
/** The owner, or why it can't be seen where it ends. */
export declare function ownerOf(r: Registration, task: Task): Owner | string;
