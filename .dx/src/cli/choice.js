import { Argument, InvalidArgumentError, Option } from 'commander';
import { nearest } from '../nearest.js';
/** An option with a closed set of values; a wrong one is told which was meant. */
export function choice(flags, description, allowed) {
    return new Option(flags, description).choices(allowed).argParser(oneOf(allowed));
}
/** The same for an argument. */
export function choiceArgument(name, description, allowed) {
    return new Argument(name, description).choices(allowed).argParser(oneOf(allowed));
}
function oneOf(allowed) {
    return value => {
        if (allowed.includes(value))
            return value;
        const meant = nearest(value, allowed);
        throw new InvalidArgumentError(`Allowed choices are ${allowed.join(', ')}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`);
    };
}
/** The same, given several times. */
export function choices(flags, description, allowed) {
    const one = choice(flags, description, allowed);
    const parse = one.parseArg;
    return one.argParser((value, previous) => [...(previous ?? []), parse(value, undefined)]);
}
