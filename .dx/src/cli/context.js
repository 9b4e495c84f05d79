import { oneLine } from '../report/markdown.js';
/** One line for the user on standard error. */
export function say(context, message) {
    return context.stderr.write(`otp-audit: ${oneLine(message)}\n`);
}
