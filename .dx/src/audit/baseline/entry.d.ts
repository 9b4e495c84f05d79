import type { Finding, Identity, Preset, RuleName } from '../../result.js';
export interface Entry extends Pick<Identity, 'scope' | 'call' | 'key' | 'text' | 'ordinal'> {
    readonly rule: RuleName;
    /** The preset that found it; what `recommended` finds, the others find as well. */
    readonly preset: Preset;
    /** Relative to the baseline's folder, with `/`. */
    readonly file: string;
}
export declare const entryOf: ({ rule, identity: { scope, call, key, text, ordinal } }: Finding, file: string, preset: Preset) => Entry;
/** `KEY-TEXT RULE[@PRESET] FILE[#ORDINAL] SCOPE CALL` */
export declare function lineOf({ key, text, rule, preset, file, ordinal, scope, call }: Entry): string;
/** @returns Or what is wrong with the line, in words that follow its number. */
export declare function parseLine(line: string): Entry | {
    trouble: string;
};
/** What makes two lines one entry; the rest of a line is for people. */
export declare const nameOf: ({ key, text, file, ordinal }: Entry) => string;
