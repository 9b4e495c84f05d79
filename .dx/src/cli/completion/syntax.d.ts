/** What can be typed, read off the program itself: completions never name what it would not take. */
import type { Command } from 'commander';
/** What an option or argument is given. */
export type Value = {
    kind: 'choice';
    choices: readonly string[] /** A file may follow, as in `json=FILE`. */;
    withFile: boolean;
} | {
    kind: 'file';
} | {
    kind: 'folder';
}
/** Nothing that could be known. */
 | {
    kind: 'other';
};
export interface Flag {
    /** `--format`, `-h`. */
    readonly names: readonly string[];
    readonly about: string;
    /** None: it takes no value. */
    readonly value?: Value;
    /** The value may be left out. */
    readonly isOptional: boolean;
}
export interface Syntax {
    readonly name: string;
    readonly about: string;
    readonly flags: readonly Flag[];
    /** Of arguments; the last may be given again. */
    readonly values: readonly Value[];
    readonly commands: readonly Syntax[];
}
export declare function syntaxOf(command: Command): Syntax;
