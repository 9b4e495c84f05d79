import type { Candidate, Site } from './find.js';
import type { Inference } from './infer.js';
import type { Answer, Question } from './oracle/oracle.js';
export declare function questionOf({ name, target, file }: Candidate): Question;
export type Decision = {
    site: Site;
} | {
    unrelated: true;
} | {
    why: string;
};
/** The candidate as a site, as something else's member, or still undecided. */
export declare function decide(inf: Inference, candidate: Candidate, answer: Answer): Decision;
