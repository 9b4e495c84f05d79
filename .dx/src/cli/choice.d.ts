import { Argument, Option } from 'commander';
/** An option with a closed set of values; a wrong one is told which was meant. */
export declare function choice(flags: string, description: string, allowed: readonly string[]): Option;
/** The same for an argument. */
export declare function choiceArgument(name: string, description: string, allowed: readonly string[]): Argument;
/** The same, given several times. */
export declare function choices(flags: string, description: string, allowed: readonly string[]): Option;
