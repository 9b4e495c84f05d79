/** Comments that silence a finding: what they say, and whether they may. */
import { ruleNames } from '../config/defaults.js';
import { positionOf } from '../sites/ast.js';
import { suppressionMark } from './suppression-mark.js';
const form = 'otp-audit-ignore-next-line RULE -- reason';
/** What can be silenced. A comment about comments is none of them. */
const silenceable = ruleNames.filter(name => name !== 'suppression');
const canBeSilenced = (word) => silenceable.some(name => name === word);
export function directivesOf(file) {
    const out = [];
    for (const { start, end, value } of file.comments) {
        const text = value.replace(/^[\s*]+|[\s*]+$/g, '').replace(/\s*\n[\s*]*/g, ' ');
        if (!text.startsWith(suppressionMark))
            continue;
        const { line } = positionOf(file, start);
        out.push({ start, end, line, target: targetOf(file, end), ...parsed(text) });
    }
    return out;
}
function parsed(text) {
    const [, name, rest] = /^(\S+)\s*(.*)$/s.exec(text);
    const [, head, tail] = /^(.*?)(?:(?:^|\s)--(?:\s|$)(.*))?$/s.exec(rest);
    const words = head.split(/[\s,]+/).filter(w => w !== '');
    const rules = words.filter((w) => canBeSilenced(w));
    const { reason, until, owner } = reasonOf(tail ?? '');
    const wrong = words.find(w => !canBeSilenced(w));
    const trouble = name !== `${suppressionMark}-next-line`
        ? `there is no \`${name}\`; write \`${form}\``
        : words.length === 0
            ? `it names no rule; write \`${form}\``
            : wrong !== undefined
                ? `there is no rule \`${wrong}\`; known are ${silenceable.join(', ')}`
                : reason === ''
                    ? `it gives no reason; write \`${form}\``
                    : until !== undefined && !isDay(until)
                        ? `\`until ${until}\` is no day; write it as 2027-01-31`
                        : undefined;
    return { rules, reason, until, owner, trouble };
}
/** `until` and `owner` stand behind the reason, in any order, in brackets or not. */
function reasonOf(tail) {
    let reason = tail.trim();
    let until;
    let owner;
    for (;;) {
        const found = /(?:^|\s)\[?(?:until\s+(?<until>[\d-]\S*?)|owner\s+(?<owner>@\S+?))\]?$/.exec(reason);
        if (!found)
            return { reason, until, owner };
        until ??= found.groups.until;
        owner ??= found.groups.owner;
        reason = reason.slice(0, found.index).trim();
    }
}
function isDay(text) {
    const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
    return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
/** Lines of nothing but comments, such as a second directive, are passed over. */
function targetOf(file, end) {
    let { line } = positionOf(file, end);
    for (line++; line < file.lineStarts.length; line++) {
        const from = file.lineStarts[line - 1];
        const to = file.lineStarts[line];
        const covering = file.comments.find(c => c.start < to && c.end > from);
        if (!covering)
            break;
        // `{/* … */}` is a comment of JSX
        const before = file.text.slice(from, Math.max(from, covering.start));
        const behind = file.text.slice(Math.min(covering.end, to), to);
        if (/[^\s{]/.test(before) || /[^\s}]/.test(behind))
            break;
    }
    return line;
}
/** The last day counts; days are those of UTC, so that a run in CI and one at home agree. */
export const isExpired = ({ until }, today) => until !== undefined && until < today;
/**
 * Which findings of a file its directives silence, and which directives are wrong, expired or of no use.
 * A directive is judged only where one of its rules was run.
 */
export function judgeDirectives(directives, findings, ran, today) {
    const silenced = new Map();
    const faulty = [];
    for (const directive of directives) {
        const { rules, target, trouble } = directive;
        const asked = rules.filter(r => ran.includes(r));
        if (asked.length === 0 && (trouble === undefined || rules.length > 0))
            continue;
        if (trouble !== undefined)
            faulty.push({ directive, shape: 'malformed', why: trouble });
        else if (isExpired(directive, today))
            faulty.push({
                directive,
                shape: 'expired',
                why: `it counted until ${directive.until}; mend the code or renew it`,
            });
        else {
            const aimed = findings.filter(f => asked.includes(f.rule) && f.from <= target && target <= f.to);
            for (const f of aimed)
                silenced.set(f, directive);
            const idle = asked.filter(rule => !aimed.some(f => f.rule === rule));
            if (idle.length > 0)
                faulty.push({
                    directive,
                    shape: 'unused',
                    why: `line ${target} has nothing of ${idle.join(', ')}; take it away`,
                });
        }
    }
    return { silenced, faulty };
}
