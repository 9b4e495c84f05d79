/** All projects that one scanning thread was asked about. Loaded with the first question: it is most of the tool. */
import type { Answer, Question } from './answer.js';
export declare class Projects {
    #private;
    /** @throws UsageError for a configuration that is wrong. */
    answer({ file, text, options }: Question): Promise<Answer>;
}
