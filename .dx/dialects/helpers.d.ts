import type { Dialect, Member, Observed, Row, TypeShape, TypeText } from '../src/sites/dialect.js';
/** A row without what the helper fills in. */
export type Extra = Partial<Omit<Row, 'from' | 'sym'>>;
type Members = Record<string, Member>;
/** Seen when it was run. */
export declare const seen: (...whats: string[]) => Observed[];
/** Read in the library's source. */
export declare const read: (...whats: string[]) => Observed[];
/** Said by the library's declarations or pages. */
export declare const documented: (...whats: string[]) => Observed[];
/** Reported by users, in the thread that the text names. */
export declare const reported: (...whats: string[]) => Observed[];
/** Registrations and releases of a Node-style emitter. `extra.released` is added to the usual three. */
export declare function emitter(from: string, type: string, extra?: Extra): Row[];
/** The same without `prepend…`, as event targets of Node have it. */
export declare function portEmitter(from: string, type: string, extra?: Extra): Row[];
/** The two rows of a DOM-style target. */
export declare function eventTarget(from: string, type: string, extra?: Extra): Row[];
/** `port.onmessage = f`: one row for each slot; the event is the name without `on`. */
export declare function slots(from: string, type: string, names: string[], extra?: Extra): Row[];
/** Members that take a listener and give the receiver back, with the types of the listener's parameters by event. */
export declare function listening(events: Record<string, TypeText[]>): Members;
/** Chaining members of every Node emitter. */
export declare function chained(...more: string[]): Members;
/** An exported class. With `statics` its value has the type `<type> static`. */
export declare function cls(type: TypeText, statics?: boolean): Member;
/** Members that all have one type. */
export declare function all(type: TypeText, ...names: string[]): Members;
/** Functions that all return one type. */
export declare function returning(type: TypeText, ...names: string[]): Members;
/** Types without members of interest, all with the same base. */
export declare function kinds(base: TypeText, ...names: TypeText[]): Record<string, TypeShape>;
/**
 * A module of Node: its `default` and `*` are the module object, whose type is `<name>#Module`. A call through it,
 * `cp.fork()`, is the same as a call of the export.
 */
export declare function nodeModule(name: string, members: Members): Pick<Required<Dialect>, 'exports' | 'types'>;
/** The same rows under another module name (`xstate/actions`). */
export declare function reexported(from: string, rows: Row[]): Row[];
export {};
