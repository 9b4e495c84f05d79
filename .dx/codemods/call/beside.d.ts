import type { Task } from '../codemod.js';
import { type Path } from '../tree.js';
import { type Text } from './insert.js';
export interface Statements {
    readonly before?: string;
    readonly behind: string;
}
/** The edits, or nothing where no statement has a place. */
export declare function besideOf(path: Path, { before, behind }: Statements, { tree, style }: Task): Text[] | undefined;
