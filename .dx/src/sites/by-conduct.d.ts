/**
 * Peers known by how they are used. Where no import and no type says what an object is, one that is posted messages and
 * listened to for messages is a worker or a port: nothing else has both members.
 */
import type { Candidate, Site } from './find.js';
import type { Inference } from './infer.js';
/** What neither the files nor the types decide may be known by its use. */
export declare function decideByConduct(files: {
    sites: Site[];
    undecided: Candidate[];
}[], inf: Inference): void;
