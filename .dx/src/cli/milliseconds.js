import { InvalidArgumentError, Option } from 'commander';
/** What a timer takes. */
const longest = 0x7fffffff;
/** An option that may be given a span; without one it is `true`. */
export function milliseconds(flags, description) {
    return new Option(flags, description).argParser(value => {
        const ms = /^\d+$/.test(value) ? Number(value) : 0;
        if (ms >= 1 && ms <= longest)
            return ms;
        throw new InvalidArgumentError(`Milliseconds are a whole number from 1 to ${longest}; write it behind "=", and paths before the option.`);
    });
}
