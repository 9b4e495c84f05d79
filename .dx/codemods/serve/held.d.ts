/** What a file calls the peers that it makes, as far as it says so: where they are stored, and what has their type. */
import type { SiteReport } from '../../src/result.js';
import type { FileInput } from '../codemod.js';
import { type Syntax } from '../tree.js';
/** @param type Name of the peers' type. */
export declare function namesOfPeers(made: readonly SiteReport[], type: string, input: FileInput): Set<string>;
/** All that an expression names: `seat`, `worker` of `this.seats.get(seat)?.worker`. */
export declare function namesIn(node: Syntax): string[];
