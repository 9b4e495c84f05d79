/** An offset of a plan's text before, in its text after; none inside of what is replaced. */
export function moved({ edits, formatting }, offset) {
    const made = through(edits, offset);
    return made === undefined ? undefined : through(formatting, made);
}
/** What was written, in the text after; of some edits only, if they are named. */
export function spansAfter({ edits, formatting }, own = edits) {
    const out = [];
    let shift = 0;
    for (const e of edits) {
        const start = e.start + shift;
        const end = start + e.text.length;
        shift += e.text.length - (e.end - e.start);
        if (own.includes(e))
            out.push(around(formatting, { start, end }));
    }
    return out;
}
/** @param edits In order. */
function through(edits, offset) {
    let shift = 0;
    for (const e of edits) {
        if (e.end <= offset)
            shift += e.text.length - (e.end - e.start);
        else if (e.start <= offset)
            return undefined;
    }
    return offset + shift;
}
/** A span with all that replaces parts of it. */
function around(edits, span) {
    let { start, end } = span;
    let [shift, atEnd] = [0, 0];
    for (const e of edits) {
        const grown = e.text.length - (e.end - e.start);
        if (e.end <= span.start)
            shift += grown;
        if (e.start < span.end)
            atEnd += grown;
        if (e.start < span.start && e.end > span.start)
            start = Math.min(start, e.start);
        if (e.start < span.end && e.end > span.end)
            end = Math.max(end, e.end);
    }
    return { start: start + shift, end: end + atEnd };
}
/** Offset of a line and column, both 1-based. */
export function offsetAt(text, line, column) {
    let at = 0;
    for (let i = 1; i < line; i++)
        at = text.indexOf('\n', at) + 1;
    return at + column - 1;
}
