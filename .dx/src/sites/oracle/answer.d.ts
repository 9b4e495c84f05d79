import type { Texts } from '../../files/read.js';
import type { Lens } from './lens.js';
import type { Answer, Question } from './oracle.js';
export declare class Answers {
    #private;
    /** @param given Texts that stand in for files. */
    constructor(lens: Lens, given: Texts);
    ofFile(file: string, questions: Question[]): Promise<Answer[]>;
}
