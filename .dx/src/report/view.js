const asIs = (text) => text;
/** No colours at all. */
export const plain = { bold: asIs, dim: asIs, red: asIs, yellow: asIs, cyan: asIs, green: asIs };
export const paintOf = { error: 'red', warning: 'yellow', info: 'cyan' };
export const severities = ['error', 'warning', 'info'];
/** Whether `severity` is `least` or graver. */
export function atLeast(severity, least) {
    return severities.indexOf(severity) <= severities.indexOf(least);
}
