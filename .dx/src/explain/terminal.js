import { wrapped } from './wrap.js';
export function forTerminal(markdown, width, paint) {
    const out = [];
    let paragraph = [];
    let table = [];
    let inCode = false;
    const flush = () => {
        if (paragraph.length > 0)
            out.push(...wrapped(unmarked(paragraph.join(' ')), width));
        if (table.length > 0)
            out.push(...tableLines(table, width));
        paragraph = [];
        table = [];
    };
    for (const line of markdown.split(/\r?\n/)) {
        if (/^```/.test(line)) {
            flush();
            inCode = !inCode;
            continue;
        }
        if (inCode) {
            out.push(`    ${line}`.trimEnd());
            continue;
        }
        const heading = /^(#+) (.+)$/.exec(line);
        const item = /^(\s*)(-|\d+\.) (.+)$/.exec(line);
        if (heading) {
            flush();
            out.push(paint.bold(heading[1] === '#' ? heading[2] : heading[2].includes('`') ? heading[2] : heading[2].toUpperCase()));
        }
        else if (item) {
            flush();
            const [, space = '', mark = '-', text = ''] = item;
            out.push(...wrapped(unmarked(text), width, `${space}${mark} `, `${space}${' '.repeat(mark.length + 1)}`));
        }
        else if (/^\|/.test(line))
            table.push(line);
        else if (/^<!--.*-->$/.test(line.trim()))
            continue;
        else if (line.trim() === '') {
            flush();
            if (out.length > 0 && out.at(-1) !== '')
                out.push('');
        }
        else
            paragraph.push(line.trim());
    }
    flush();
    while (out.at(-1) === '')
        out.pop();
    return out;
}
/** Links as their words, emphasis as it reads. */
export const unmarked = (text) => text
    .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/(^|[\s(])_([^_]+)_(?=[\s,.;:)]|$)/g, '$1$2')
    .replace(/\\([|*_<>])/g, '$1');
/** The first column as a term, the others under it. */
function tableLines(rows, width) {
    const cells = rows.map(row => row
        .replace(/^\||\|$/g, '')
        .split(/(?<!\\)\|/)
        .map(cell => unmarked(cell.trim())));
    const [head = [], , ...body] = cells;
    return body.flatMap(([term = '', ...rest]) => {
        if (rest.length === 1)
            return wrapped(`${term}: ${rest[0]}`, width, '- ', '  ');
        const named = rest.map((cell, at) => `${head[at + 1] ?? ''}: ${cell}`);
        return [...wrapped(term, width, '- ', '  '), ...named.flatMap(n => wrapped(n, width, '    ', '      '))];
    });
}
