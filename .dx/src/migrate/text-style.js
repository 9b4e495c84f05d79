/** How a file is written, so that what is added to it is written likewise. */
/** By majority; an empty file has newlines, single quotes, no semicolons and two spaces. */
export function styleOf(text) {
    const crlf = text.split('\r\n').length - 1;
    const lf = text.split('\n').length - 1 - crlf;
    const imports = text.match(/^(?:import|export)\b[^\n]*?['"][^'"\n]*['"];?[ \t]*\r?$/gm) ?? [];
    const counted = imports.length > 0 ? imports.join('\n') : text;
    const semis = (text.match(/;[ \t]*\r?$/gm) ?? []).length;
    const bare = (text.match(/[\w)\]'"`][ \t]*\r?$/gm) ?? []).length;
    const steps = text.match(/^(?:\t+| +)(?=\S)(?!\*)/gm) ?? [];
    const spaces = steps.filter(s => !s.startsWith('\t')).map(s => s.length);
    return {
        eol: crlf > lf ? '\r\n' : '\n',
        quote: count(counted, '"') > count(counted, "'") ? '"' : "'",
        semicolons: semis > bare,
        inBraces: /^import (?:type )?\{\S/m.test(text) ? '' : ' ',
        indent: steps.length - spaces.length > spaces.length ? '\t' : ' '.repeat(Math.min(8, leastStep(spaces))),
    };
}
/** The indentation that most others are multiples of; a lone odd line (` * ` of a comment) has no say. */
function leastStep(spaces) {
    const fits = (n) => spaces.filter(s => s % n === 0).length / Math.max(1, spaces.length);
    return [4, 3, 2].find(n => spaces.includes(n) && fits(n) > 0.8) ?? 2;
}
const count = (text, mark) => text.split(mark).length - 1;
/** White space that the line of an offset begins with. */
export function indentAt(text, offset) {
    const line = text.lastIndexOf('\n', offset - 1) + 1;
    return /^[ \t]*/.exec(text.slice(line, offset))[0];
}
