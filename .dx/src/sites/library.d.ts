/** All active dialects as one lookup: what a module exports, what a type has, which row a call is. */
import type { Dialect, Member, Role, Row } from './dialect.js';
/** A row together with the dialect it stands in. */
export interface KnownRow extends Row {
    dialect: string;
    /** Last part of `sym`: the name that stands in the user's code. */
    name: string;
}
/** Roles whose rows make sites that reports care about. */
export declare const siteRoles: ReadonlySet<Role>;
/** `@scope/name/sub` → `@scope/name`. */
export declare const packageOf: (module: string) => string;
export declare class Library {
    #private;
    readonly options: {
        generic: boolean;
    };
    readonly modules: Map<string, Map<string, Member>>;
    readonly types: Map<string, {
        extends: string[];
        members: Map<string, Member>;
        isGlobal?: boolean;
    }>;
    readonly globals: Map<string, Member>;
    /** Names that can make a site, by how they are used. */
    readonly memberNames: Set<string>;
    readonly functionNames: Set<string>;
    readonly slotNames: Set<string>;
    readonly dialects: string[];
    /** Dialect → packages that bring it: those it exports names of, and those of its rows. */
    readonly packages: Map<string, Set<string>>;
    /** @param options `generic`: also plain emitters, which are no peers. */
    constructor(dialects: readonly Dialect[], options?: {
        generic: boolean;
    });
    /** Forgets the names of dialects that are nowhere in the scan: they would be looked up for nothing. */
    nameOnly(isPresent: (dialect: string) => boolean): void;
    /** Rows of an exported function (`child_process.fork`) or a constructor (`new worker_threads#Worker`). */
    functionRows(path: string): KnownRow[];
    /** Rows of a member of a type, or of the nearest base that has some. */
    memberRows(type: string, member: string): KnownRow[];
    /** A type and its bases, nearest first. */
    lineage(type: string): string[];
    isA(type: string, base: string): boolean;
    member(type: string, name: string): Member | undefined;
    /** What a global object has beside its own members: all that exists without import. */
    globalMember(type: string, name: string): Member | undefined;
    /** The type is described, here or in rows, so that a member without rows is known to be none. */
    knows(type: string): boolean;
    /** True for types that are a peer: some row watches them, sends to them, or makes them. */
    isPeer(type: string): boolean;
    /** Dialects with a member of this name that makes a site; for watches, with this event. */
    possible(name: string, event: string | undefined, isSlot: boolean): {
        dialects: string[];
        role?: Role;
    };
    /** Every row, in no order of meaning. */
    rows(): Generator<KnownRow>;
}
