/** Text for a terminal: wrapped at its width, indented. */
import { visible } from '../report/markdown.js';
/** Narrower than this is not wrapped for. */
const least = 40;
/** Wraps at white space; a word that is longer stands on a line of its own. */
export function wrapped(text, width, indent = '', hanging = indent) {
    const room = Math.max(width, least);
    const lines = [];
    let line = '';
    for (const word of visible(text.replace(/\s+/g, ' ').trim()).split(' ')) {
        const start = lines.length === 0 ? indent : hanging;
        if (line === '')
            line = start + word;
        else if (line.length + 1 + word.length <= room)
            line += ` ${word}`;
        else {
            lines.push(line);
            line = hanging + word;
        }
    }
    if (line !== '')
        lines.push(line);
    return lines;
}
