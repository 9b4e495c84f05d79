/** Which type an expression has, from imports, annotations, `new`, calls, fields and parameters. Never guesses: what it can't say is `unknown`, with the reason. */
import { type Node, type SourceFile } from './ast.js';
import type { Member } from './dialect.js';
import type { Library } from './library.js';
import type { Project } from './project.js';
import { type Binding } from './scope.js';
import { type Ty } from './ty.js';
export declare class Inference {
    #private;
    readonly library: Library;
    readonly project: Project;
    constructor(library: Library, project: Project);
    /** Type of an expression. */
    typeOf(node: Node, file: SourceFile): Ty;
    /** A question within a question; none where they are so many that the stack would not do. */
    nested(find: () => Ty | undefined): Ty | undefined;
    /** Meaning of a written type, found out once. */
    annotation(node: Node, find: () => Ty): Ty;
    thisType(node: Node, file: SourceFile): Ty;
    /** Type of what a name means at a place. */
    nameType(name: string, at: Node, file: SourceFile): Ty;
    bindingType(binding: Binding, file: SourceFile): Ty;
    /** What a table's member is, as a value. */
    memberType(member: Member, path: string, self?: Ty): Ty;
    /** Type that `new x()` has, for a class value. */
    instanceOf(ty: Ty): Ty;
    /** Type of what a file exports under a name; none if it exports no such name. */
    exported(file: SourceFile, name: string): Ty | undefined;
    /** Types of the expressions a function returns, `async` taken into account. */
    returnType(fn: Node, file: SourceFile): Ty;
}
