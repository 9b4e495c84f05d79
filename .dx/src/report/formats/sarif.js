import { ruleNames } from '../../config/defaults.js';
import { byPlace } from '../groups.js';
import { whatWas } from '../known.js';
import { lineHashes } from '../line-hash.js';
import { oneLine } from '../markdown.js';
import { fileUri, inCheckout, isOutside, regionOf, uriPath } from '../places.js';
import { ranked } from '../rank.js';
import { ruleTexts } from '../rules.js';
import { sourcesOf } from '../source.js';
import { counted } from '../words.js';
import { jsonText } from './format.js';
/** GitHub takes no more in one run. */
export const mostResults = 25_000;
/** Longer pieces of code than this are not quoted. */
const longestQuote = 2000;
const levels = { error: 'error', warning: 'warning', info: 'note' };
/** What a run can say of itself. */
const notifications = {
    'skipped-file': {
        title: 'Skipped file',
        what: 'A file could not be read or parsed: nothing is known of it.',
        help: 'Mend the file, or leave it out of the scan.',
    },
    'undecided-site': {
        title: 'Undecided site',
        what: 'A place may be a send, a watcher, a call or a spawn, and could not be decided.',
        help: 'Write down the type of the recipient, or install the packages that it comes from.',
    },
    notice: {
        title: 'Notice of the run',
        what: 'Something about the run: a fallback taken, a setting without effect.',
        help: 'The message says what to do, where something is to be done.',
    },
    fixed: {
        title: 'Fixed finding',
        what: 'The baseline still has an entry of a finding that is fixed.',
        help: 'Take the entry out with otp-audit baseline --prune.',
    },
    'left-out': {
        title: 'Findings left out',
        what: 'Findings of lower rank are left out for want of room.',
        help: 'Scan parts of the project, each with a report of its own.',
    },
};
export function sarif(result, view) {
    const all = [...result.findings, ...result.suppressed];
    const kept = all.length > mostResults ? ranked(all).slice(0, mostResults) : all;
    const run = {
        tool: { driver: driver(result) },
        automationDetails: { id: 'otp-audit/scan/' },
        ...provenance(result, view),
        originalUriBaseIds: { SRCROOT: { description: { text: 'The top folder of the checkout.' } } },
        columnKind: 'utf16CodeUnits',
        invocations: [
            {
                executionSuccessful: result.skipped.length === 0,
                toolExecutionNotifications: told(result, all.length - kept.length, view),
            },
        ],
        results: resultsOf(kept.sort(byPlace), result, view),
    };
    const log = {
        $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
        version: '2.1.0',
        runs: [run],
    };
    return jsonText(log);
}
function driver({ tool: { name, version } }) {
    return {
        name,
        fullName: `${name} ${version}`,
        version,
        semanticVersion: version,
        informationUri: `pkg:npm/${name}@${version}`,
        rules: ruleNames.map(id => {
            const { title, what, why, help, precision } = ruleTexts[id];
            return {
                id,
                name: nameOf(title),
                shortDescription: { text: `${title}.` },
                fullDescription: { text: unmarked(what) },
                messageStrings: { default: { text: '{0}.' }, advised: { text: '{0}. {1}.' } },
                help: { text: unmarked(`${why} ${help}`), markdown: `${what}\n\n${why}\n\n${help}` },
                defaultConfiguration: { level: 'warning' },
                properties: { tags: ['reliability', 'concurrency'], precision, 'problem.severity': 'warning' },
            };
        }),
        notifications: Object.entries(notifications).map(([id, { title, what, help }]) => ({
            id,
            name: nameOf(title),
            shortDescription: { text: `${title}.` },
            fullDescription: { text: what },
            help: { text: help },
        })),
    };
}
/** `Raw send` as `RawSend`: another word than the rule's id. */
const nameOf = (title) => title.replace(/(?:^| )(.)/g, (_, letter) => letter.toUpperCase());
const unmarked = (markdown) => markdown.replaceAll('`', '');
/** Which commit of which repository: only where all files are in there. */
function provenance({ summary: { commit }, findings, skipped }, view) {
    const { checkout } = view;
    if (checkout?.uri === undefined)
        return {};
    if ([...findings, ...skipped].some(({ file }) => isOutside(inCheckout(file, view))))
        return {};
    return {
        versionControlProvenance: [{ repositoryUri: checkout.uri, revisionId: commit, mappedTo: { uriBaseId: 'SRCROOT' } }],
    };
}
function resultsOf(findings, result, view) {
    const sites = new Map(result.sites.map(site => [site.id, site]));
    const sourceOf = sourcesOf(view);
    let hashes;
    return findings.map(finding => {
        const source = sourceOf(finding.file);
        if (source && hashes?.of !== source)
            hashes = { of: source, byLine: lineHashes(source.raw) };
        const lineHash = source && hashes?.byLine[finding.line - 1];
        return {
            ruleId: finding.rule,
            ruleIndex: ruleNames.indexOf(finding.rule),
            level: levels[finding.severity],
            message: messageOf(finding),
            locations: [{ physicalLocation: placeOf(finding, sites.get(finding.siteId), source, view) }],
            partialFingerprints: {
                ...(lineHash && { primaryLocationLineHash: lineHash }),
                'otpAuditIdentity/v1': finding.id,
            },
            baselineState: finding.baselineState,
            suppressions: 'suppression' in finding ? [suppressionOf(finding, view)] : [],
            fixes: fixesOf(finding, view),
            properties: { shape: finding.shape, class: finding.class, fix: finding.fix.verdict },
        };
    });
}
/** GitHub reads the text, other viewers the template with its arguments. */
function messageOf({ message, advice }) {
    const args = advice === '' ? [plain(message)] : [plain(message), sentence(advice)];
    return { text: args.map(text => `${text}.`).join(' '), id: args.length > 1 ? 'advised' : 'default', arguments: args };
}
/** One line without its period. `[x](y)` would be read as a link. */
const plain = (text) => oneLine(text)
    .replace(/[.\s]+$/, '')
    .replace(/\](?=\()/g, '] ');
const sentence = (text) => plain(text).replace(/^./, first => first.toUpperCase());
function placeOf(finding, site, source, view) {
    const artifactLocation = locationOf(finding.file, view);
    const region = regionOf(finding, site, source);
    if (!region)
        return { artifactLocation, region: { startLine: finding.line, startColumn: finding.column } };
    const { line, column, endLine, endColumn } = region;
    const quote = source?.between(line, column, endLine, endColumn);
    return {
        artifactLocation,
        region: {
            startLine: line,
            startColumn: column,
            endLine,
            endColumn,
            ...(quote && quote.length <= longestQuote && { snippet: { text: quote } }),
        },
        ...(source && contextOf(source, line)),
    };
}
/** The lines around, where they are there and short enough. */
function contextOf(source, line) {
    if (line > source.lines)
        return undefined;
    const [startLine, endLine] = [Math.max(1, line - 1), Math.min(source.lines, line + 1)];
    const text = source.whole(startLine, endLine);
    return text.length <= longestQuote ? { contextRegion: { startLine, endLine, snippet: { text } } } : undefined;
}
function locationOf(file, view) {
    const path = inCheckout(file, view);
    if (!isOutside(path))
        return { uri: uriPath(path), uriBaseId: 'SRCROOT' };
    const folder = view.checkout?.folder;
    return { uri: folder === undefined ? uriPath(path) : new URL(fileUri(path, folder)).href };
}
function suppressionOf({ file, suppression }, view) {
    const { line, reason, until, owner } = suppression;
    const more = [until && `until ${until}`, owner && `owner ${owner}`].filter(part => part !== undefined);
    return {
        kind: 'inSource',
        status: 'accepted',
        justification: oneLine([reason, ...more].join(', ')),
        location: { physicalLocation: { artifactLocation: locationOf(file, view), region: { startLine: line } } },
    };
}
function fixesOf({ file, fix: { change } }, view) {
    if (!change)
        return undefined;
    const replacements = change.edits.map(({ line, column, endLine, endColumn, text }) => ({
        deletedRegion: { startLine: line, startColumn: column, endLine, endColumn },
        insertedContent: { text },
    }));
    return [
        {
            description: { text: `${sentence(change.difference)}.` },
            artifactChanges: [{ artifactLocation: locationOf(file, view), replacements }],
        },
    ];
}
/** What the run could not do. */
function told(result, cut, view) {
    const notification = (id, level, text, ...locations) => ({
        descriptor: { id, index: Object.keys(notifications).indexOf(id) },
        level,
        message: { text: `${plain(text)}.` },
        ...(locations.length > 0 && { locations }),
    });
    const at = (file, region) => ({
        physicalLocation: { artifactLocation: locationOf(file, view), ...(region && { region }) },
    });
    return [
        ...result.skipped.map(({ file, reason }) => notification('skipped-file', 'error', `skipped: ${reason}`, at(file))),
        ...result.sites
            .filter(site => site.kind === 'undecided')
            .map(({ callee, reason, file, line, column }) => notification('undecided-site', 'note', `${callee}: ${reason}`, at(file, { startLine: line, startColumn: column }))),
        // no results: code scanning knows no `absent`, and would show them as open
        ...(result.absent ?? []).map(entry => notification('fixed', 'note', `${entry.rule} ${whatWas(entry)}`, at(entry.file))),
        ...result.summary.notices.map(text => notification('notice', 'note', text)),
        ...(cut > 0
            ? [
                notification('left-out', 'warning', `${counted(cut, 'finding')} of lower rank left out: ${mostResults} are the most that are taken`),
            ]
            : []),
    ];
}
