/**
 * How a watcher is taken away, in its library's own way: a subscription is ended, a signal fires, an emitter is told `off`
 * with the same function; a watcher of a peer's end becomes a monitor, which is taken back.
 */
import type { ImportNeed } from '../../src/migrate/fix.js';
import { type Task } from '../codemod.js';
import { type Syntax } from '../tree.js';
import { type Told } from './listener.js';
import { type Owner } from './owner.js';
import { type Registration } from './registration.js';
import type { Text } from './text.js';
export interface Form {
    /** Changes of the registration itself. */
    readonly edits: readonly Text[];
    readonly before: readonly string[];
    readonly behind: readonly string[];
    /** Takes it away; as often as one likes. */
    readonly release: string;
    /** The watcher of an earlier run goes before a new one comes. */
    readonly restart?: string;
    readonly field?: {
        readonly name: string;
        readonly type: string;
    };
    readonly imports: readonly ImportNeed[];
    readonly difference: string;
}
/** What `monitor` would give the listener; undefined where the event is not the peer's end, or says more. */
export declare function toldBy({ site, row, eventName }: Registration): Told | undefined;
/** The form for this owner, or why there is none. */
export declare function formOf(r: Registration, owner: Owner, task: Task): Form | string;
/** A place to keep something until the owner ends: a constant in its function, or a field. */
interface Holder {
    readonly name: string;
    readonly read: string;
    readonly optional: '' | '?';
    readonly isField: boolean;
    readonly restarts: boolean;
}
export declare function holder(owner: Owner, name: string, task: Task): Holder;
export declare const isTyped: (task: Task) => boolean;
/** The declaration of a field. */
export declare function fieldText({ name, type }: {
    name: string;
    type: string;
}, task: Task): string;
export declare const keeping: (call: Syntax, h: Holder) => Text;
export declare const endDifference = "the end is told once, a microtask later and behind what the peer had sent, and also of a peer that had ended before";
/** The call of `monitor` in place of a registration; `name`: what the peer is called there. */
export declare function monitorCall(r: Registration, down: string, task: Task, name?: string): {
    text: string;
    imports: ImportNeed[];
} | string;
export {};
