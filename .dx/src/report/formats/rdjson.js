import { oneLine } from '../markdown.js';
import { inCheckout, regionOf } from '../places.js';
import { isOpen } from '../rank.js';
import { sourcesOf } from '../source.js';
import { jsonText } from './format.js';
const severityOf = { error: 'ERROR', warning: 'WARNING', info: 'INFO' };
/** A suggestion is one piece: edits further apart than this many lines are none. */
const longestSuggestion = 20;
export function rdjson(result, view) {
    const sites = new Map(result.sites.map(site => [site.id, site]));
    const sourceOf = sourcesOf(view);
    const diagnostics = [
        ...result.skipped.map(({ file, reason }) => ({
            message: oneLine(`skipped: ${reason}`),
            location: { path: inCheckout(file, view) },
            severity: severityOf.error,
            code: { value: 'skipped-file' },
        })),
        ...result.findings
            .filter(isOpen)
            .map(finding => diagnostic(finding, sites.get(finding.siteId), sourceOf(finding.file), view)),
    ];
    return jsonText({ source: { name: result.tool.name }, diagnostics });
}
function diagnostic(finding, site, source, view) {
    const { message, advice } = finding;
    const region = regionOf(finding, site, source);
    const suggestion = source && suggestionOf(finding, source);
    return {
        message: oneLine(advice === '' ? message : `${message}; ${advice}`),
        location: {
            path: inCheckout(finding.file, view),
            range: region && source
                ? {
                    start: position(source, region.line, region.column),
                    end: position(source, region.endLine, region.endColumn),
                }
                : { start: { line: finding.line } },
        },
        severity: severityOf[finding.severity],
        code: { value: finding.rule },
        ...(suggestion && { suggestions: [suggestion] }),
    };
}
function position(source, line, column) {
    const before = source.line(line)?.slice(0, column - 1) ?? '';
    const mark = line === 1 && source.hasMark ? 3 : 0;
    return { line, column: Buffer.byteLength(before) + mark + 1 };
}
/** The edits of a fix as one. Where one is far off, such as an import, half of it would be offered: none then. */
function suggestionOf({ line, fix: { change } }, source) {
    const [first, last] = [change?.edits[0], change?.edits.at(-1)];
    if (!change || !first || !last)
        return undefined;
    if (first.line > line || last.endLine < line || last.endLine - first.line > longestSuggestion)
        return undefined;
    let text = '';
    let from = { line: first.line, column: first.column };
    for (const edit of change.edits) {
        const between = source.between(from.line, from.column, edit.line, edit.column);
        if (between === undefined)
            return undefined;
        text += between + edit.text;
        from = { line: edit.endLine, column: edit.endColumn };
    }
    const range = {
        start: position(source, first.line, first.column),
        end: position(source, last.endLine, last.endColumn),
    };
    return { range, text };
}
