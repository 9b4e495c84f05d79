import type { CallNode, Node, SourceFile } from './ast.js';
import type { Inference } from './infer.js';
import { type Ty } from './ty.js';
interface Generic {
    typeParameters?: {
        params: {
            name: {
                name: string;
            };
        }[];
    } | null;
    params: Node[];
    returnType?: {
        typeAnnotation: Node;
    } | null;
}
/** Type of the result, if the written one is a type parameter that the call tells, or that an argument says. */
export declare function instantiated(inf: Inference, fn: Generic, home: SourceFile, call: CallNode, file: SourceFile): Ty | undefined;
export {};
