import type { FilePlan } from '../plan.js';
/** Formats plans; the same text is formatted once. */
export declare class Format {
    #private;
    constructor(root: string);
    /** Why something is not formatted. */
    get notices(): string[];
    of<P extends FilePlan>(plan: P): Promise<P>;
}
export declare function formatted<P extends FilePlan>(plans: readonly P[], format: Format): Promise<P[]>;
