import { type ClassNode, type Node, type SourceFile } from './ast.js';
import type { Inference } from './infer.js';
import { type Ty } from './ty.js';
/** @param seen Declarations on the way from what inherits: `class A extends A` ends there. */
export declare function propertyType(inf: Inference, object: Ty, name: string, seen?: Set<Node>): Ty;
/** Type of a field, method, accessor or parameter property, inherited ones included. */
export declare function classMember(inf: Inference, cls: ClassNode, name: string, isStatic: boolean, file: SourceFile, seen?: Set<Node>): Ty;
