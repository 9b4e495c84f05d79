import { plain } from '../report/view.js';
/**
 * Whether to write colours. `--no-color` and a non-empty `NO_COLOR` say no; then a non-empty `FORCE_COLOR` says yes
 * (`0` and `false`: no); then it takes a terminal that is not dumb.
 */
export function wantsColour(to, env, asked) {
    if (!asked || env.NO_COLOR)
        return false;
    if (env.FORCE_COLOR)
        return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
    return to.isTTY && env.TERM !== 'dumb';
}
/** Chalk is loaded only where there is colour. Sixteen colours do, so that no theme is fought. */
export async function paintFor(colour) {
    if (!colour)
        return plain;
    const { Chalk } = await import('chalk');
    return new Chalk({ level: 1 });
}
