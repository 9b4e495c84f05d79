import { order, tally } from '../groups.js';
import { oneLine } from '../markdown.js';
import { inCheckout, isOutside } from '../places.js';
import { isOpen, ranked } from '../rank.js';
import { summaryLine } from '../text.js';
import { severities } from '../view.js';
/** GitHub shows so many of each kind in one step, and drops the others without a word. */
export const mostShown = 10;
const commands = { error: 'error', warning: 'warning', info: 'notice' };
/** The gravest first. What is beyond GitHub's limit is announced, so that nobody takes ten for all. */
export function github(result, view) {
    const sites = new Map(result.sites.map(site => [site.id, site]));
    const all = [
        ...[...result.skipped]
            .sort((a, b) => order(a.file, b.file))
            .map(({ file, reason }) => ({
            severity: 'error',
            line: command('error', { title: 'otp-audit: skipped', ...fileIn(file, view) }, aside(file, `skipped: ${reason}`, view)),
        })),
        ...ranked(result.findings.filter(isOpen)).map(finding => ({
            severity: finding.severity,
            line: annotation(finding, sites.get(finding.siteId), view),
        })),
    ];
    const { shown, rest } = cut(all);
    const lines = shown.map(({ line }) => line);
    if (rest.length > 0)
        lines.push(announcement(rest, view));
    return [...lines, oneLine(`otp-audit: ${summaryLine(result)}`), ''].join('\n');
}
function cut(all) {
    const isFull = severities.some(severity => all.filter(a => a.severity === severity).length > mostShown);
    const shown = [];
    const rest = [];
    const counts = { error: 0, warning: 0, info: 0 };
    for (const one of all) {
        // the announcement is a notice as well
        const most = one.severity === 'info' && isFull ? mostShown - 1 : mostShown;
        if (++counts[one.severity] <= most)
            shown.push(one);
        else
            rest.push(one);
    }
    return { shown, rest };
}
function announcement(rest, { hasJobSummary }) {
    const counts = tally(rest.map(({ severity }) => severity));
    const split = severities.filter(s => counts.has(s)).map(s => `${counts.get(s)} ${s}${counts.get(s) === 1 ? '' : 's'}`);
    const where = hasJobSummary
        ? 'the summary of this job names them'
        : '--format text or --format markdown=FILE names them';
    const text = `${rest.length} more (${split.join(', ')}): GitHub shows no more than ${mostShown} annotations of a kind in one step; ${where}`;
    return command('notice', { title: 'otp-audit' }, text);
}
function annotation(finding, site, view) {
    const { rule, file, line, column, severity, message, advice } = finding;
    const isShort = site !== undefined && site.line === line && site.endLine === line && site.endColumn > column;
    const place = isOutside(inCheckout(file, view))
        ? {}
        : { line, endLine: line, col: column, ...(isShort && { endColumn: site.endColumn }) };
    const text = [aside(file, message, view), advice].filter(part => part !== '');
    return command(commands[severity], { title: `otp-audit: ${rule}`, ...fileIn(file, view), ...place }, text.map(oneLine).join('\n'));
}
function fileIn(file, view) {
    const path = inCheckout(file, view);
    return isOutside(path) ? {} : { file: path };
}
/** What GitHub cannot point at is named. */
const aside = (file, text, view) => oneLine(isOutside(inCheckout(file, view)) ? `${file}: ${text}` : text);
function command(name, properties, text) {
    const given = Object.entries(properties).map(([key, value]) => `${key}=${data(String(value)).replace(/:/g, '%3A').replace(/,/g, '%2C')}`);
    return `::${name} ${given.join(',')}::${data(text)}`;
}
/** What would end a command, or be read as an escape. */
const data = (text) => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
