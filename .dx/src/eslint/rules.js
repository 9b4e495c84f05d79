/** One rule of ESLint for each rule of the scan, and two that have no like there. */
import { isAbsolute } from 'node:path';
import { UsageError } from '../errors.js';
import { ruleTexts } from '../report/rules.js';
import { undecided } from './answer.js';
import { Asking } from './asking.js';
import { readSettings, severities } from './settings.js';
/** Reports what kept a file from being audited, so that no other rule has to. */
export const unaudited = 'unaudited';
const asking = new Asking();
/** By source: all rules look at the same answer. */
const audits = new WeakMap();
/** Sources whose failure is reported. */
const told = new WeakSet();
const page = (path) => new URL(`../../../${path}`, import.meta.url).href;
function meta(description, url, type) {
    return {
        type,
        docs: { description, url },
        schema: [],
        messages: { finding: '{{message}}' },
        languages: ['js/js'],
    };
}
function ofScan(name) {
    const url = page(name === 'suppression' ? 'docs/configuration.md' : `rules/${name}/${name}.md`);
    return {
        meta: meta(ruleTexts[name].what, url, name === 'suppression' ? 'suggestion' : 'problem'),
        create: context => reporting(context, name),
    };
}
const undecidedRule = {
    meta: meta('What may be a send, a watcher, a call or a spawn, and nothing tells.', page('docs/eslint.md'), 'suggestion'),
    create: context => reporting(context, undecided),
};
const unauditedRule = {
    meta: meta('A file that could not be audited.', page('docs/eslint.md'), 'problem'),
    create(context) {
        if (!isOnePath(context))
            return {};
        told.add(context.sourceCode);
        return {
            Program() {
                const why = failureOf(auditOf(context).answer);
                if (why)
                    context.report({ loc: { line: 1, column: 0 }, messageId: 'finding', data: { message: why } });
            },
        };
    },
};
export const rules = {
    ...Object.fromEntries(Object.keys(ruleTexts).map(name => [name, ofScan(name)])),
    [undecided]: undecidedRule,
    [unaudited]: unauditedRule,
};
function reporting(context, rule) {
    if (!isOnePath(context))
        return {};
    return {
        Program() {
            const { answer, minSeverity } = auditOf(context);
            if (answer.kind !== 'audited') {
                if (told.has(context.sourceCode))
                    return;
                throw new Error(failureOf(answer));
            }
            const least = severities.indexOf(minSeverity);
            for (const { message, line, column, endLine, endColumn, ...found } of answer.reported) {
                if (found.rule !== rule)
                    continue;
                if (rule !== undecided && severities.indexOf(found.severity) < least)
                    continue;
                const loc = { start: { line, column: column - 1 }, end: { line: endLine, column: endColumn - 1 } };
                context.report({ loc, messageId: 'finding', data: { message } });
            }
        },
    };
}
/** Code without a path, and code that a processor took out of another file, is none of a scan's. */
const isOnePath = ({ filename, physicalFilename }) => isAbsolute(filename) && filename === physicalFilename;
/** @throws UsageError */
function auditOf({ sourceCode, filename, cwd, settings }) {
    let audited = audits.get(sourceCode);
    if (!audited) {
        const { options, minSeverity, timeoutMs } = readSettings(settings['otp-audit'], cwd);
        const answer = asking.ask({ file: filename, text: sourceCode.text, options }, timeoutMs);
        if (answer.kind === 'failed' && answer.by === 'usage')
            throw new UsageError(`otp-audit: ${answer.message}`);
        audited = { answer, minSeverity };
        audits.set(sourceCode, audited);
    }
    return audited;
}
function failureOf(answer) {
    if (answer.kind === 'audited')
        return undefined;
    return answer.kind === 'skipped'
        ? `otp-audit knows nothing of this file: it ${answer.reason}`
        : `otp-audit knows nothing of this file: ${answer.message}`;
}
