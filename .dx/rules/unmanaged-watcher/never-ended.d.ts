import type { FilePass, Verdict } from '../../src/audit/rule.js';
import { type Node } from '../../src/sites/ast.js';
import type { Site } from '../../src/sites/find.js';
import type { Life } from '../../src/sites/life/index.js';
/**
 * The object is the leak: made again and again, kept alive by its listener, and never ended. Only where the object is
 * seen to stay in the function that made it; handed out, it is somebody else's to end.
 */
export declare function neverEnded(site: Site, life: Life, pass: FilePass): Verdict | undefined;
/** The function that registers sees the target to its end, which comes once: it waits for what it kills, or reads all. */
export declare function endsHere({ node, row, event, target, type }: Site, { file }: FilePass): {
    why: string;
    at: Node;
} | undefined;
