import { startsOfLines } from '../sites/lines.js';
/** The text of a reported file by lines, counted as in findings: 1-based, the byte order mark apart. */
export class Source {
    raw;
    hasMark;
    text;
    #starts;
    /** @param raw As on the disk. */
    constructor(raw) {
        this.raw = raw;
        this.hasMark = raw.charCodeAt(0) === 0xfeff;
        this.text = this.hasMark ? raw.slice(1) : raw;
        this.#starts = startsOfLines(this.text);
    }
    get lines() {
        return this.#starts.length;
    }
    /** A line without its end; none behind the last. */
    line(line) {
        const start = this.#starts[line - 1];
        return start === undefined
            ? undefined
            : this.text.slice(start, this.#starts[line]).replace(/[\r\n\u2028\u2029]+$/, '');
    }
    /** @param to Up to and with this line and its end. */
    whole(from, to) {
        return this.text.slice(this.#starts[from - 1], this.#starts[to]);
    }
    /** What stands between two places; none where there are no such places. */
    between(line, column, endLine, endColumn) {
        const [from, to] = [this.#offset(line, column), this.#offset(endLine, endColumn)];
        return from === undefined || to === undefined ? undefined : this.text.slice(from, to);
    }
    #offset(line, column) {
        const start = this.#starts[line - 1];
        return start === undefined ? undefined : Math.min(start + column - 1, this.#starts[line] ?? this.text.length);
    }
}
/** Sources by file. The last one is kept: reports go through findings file by file. */
export function sourcesOf({ source }) {
    let last;
    return file => {
        if (last?.file === file)
            return last.text;
        const raw = source?.(file);
        last = { file, text: raw === undefined ? undefined : new Source(raw) };
        return last.text;
    };
}
