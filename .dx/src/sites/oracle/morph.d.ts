import type { Texts } from '../../files/read.js';
import type { Answer, Question, TypeOracle } from './oracle.js';
export declare class MorphOracle implements TypeOracle {
    #private;
    readonly texts: (() => Texts) | undefined;
    readonly backend = "ts-morph";
    private constructor();
    static start(options: {
        onNotice: (text: string) => void;
        texts?: () => Texts;
    }): Promise<MorphOracle>;
    ask(questions: Map<string, Question[]>): Promise<Map<string, Answer[]>>;
    close(): Promise<void>;
}
