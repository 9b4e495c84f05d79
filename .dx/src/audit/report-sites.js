/** Verdicts as what a scan returns: sites, findings, coverage. */
import { severityOf } from '../config/rules.js';
import { relativePath } from '../files/paths.js';
import { isClass, isFunction, memberName, positionOf, strip } from '../sites/ast.js';
import { scopePath, shortened, shortText } from './identity.js';
import { directivesOf, judgeDirectives } from './suppressions.js';
/** Kinds that break a rule. */
const violations = {
    'raw-send': 'raw-send',
    'test-send': 'raw-send',
    'unmanaged-watcher': 'unmanaged-watcher',
    'untimed-call': 'untimed-call',
    'unsupervised-spawn': 'unsupervised-spawn',
    'god-process': 'god-process',
};
export class SiteReports {
    root;
    identities;
    today;
    sites = [];
    findings = [];
    suppressed = [];
    #coverage = new Map();
    constructor(root, identities, today) {
        this.root = root;
        this.identities = identities;
        this.today = today;
    }
    add(f, judged, rules, inTest) {
        const file = relativePath(this.root, f.file.path);
        const reports = [];
        const aimed = [];
        for (const j of judged) {
            const report = this.#site(file, f.file, j, inTest);
            const finding = this.#finding(report, f.file, j, rules, inTest);
            reports.push({ at: j.site?.name.start ?? j.node.start, report, finding });
            if (finding)
                aimed.push({ rule: finding.rule, from: positionOf(f.file, j.node.start).line, to: finding.line, finding });
            if (j.site)
                this.#cover(j.site.row.dialect, j.verdict.kind === 'undecided' ? j.verdict.reason : undefined);
        }
        for (const c of f.undecided) {
            const report = this.#undecided(file, f.file, c, inTest);
            reports.push({ at: c.name.start, report });
            this.#cover(report.dialect, c.why);
        }
        const ran = Object.keys(rules).filter(name => rules[name].state === 'on');
        const { silenced, faulty } = judgeDirectives(directivesOf(f.file), aimed, ran, this.today);
        if (rules.suppression.state === 'on')
            for (const { directive, shape, why } of faulty)
                reports.push(this.#fault(file, f.file, directive, shape, why, rules.suppression, inTest));
        const silent = new Map([...silenced].map(([{ finding }, directive]) => [finding, directive]));
        reports.sort((a, b) => a.at - b.at || (a.report.role < b.report.role ? -1 : 1));
        for (const { report, finding } of reports) {
            this.sites.push(report);
            const by = finding && silent.get(finding);
            if (by) {
                const { line, reason, until, owner } = by;
                this.suppressed.push({ ...finding, suppression: { line, reason, until, owner } });
            }
            else if (finding)
                this.findings.push(finding);
        }
    }
    /** A directive that is a finding itself. */
    #fault(file, source, by, shape, why, rule, inTest) {
        const { line, column } = positionOf(source, by.start);
        const end = positionOf(source, by.end);
        const text = source.text.slice(by.start, by.end);
        const report = {
            id: `${file}:${line}:${column}:suppression`,
            file,
            line,
            column,
            endLine: end.line,
            endColumn: end.column,
            dialect: 'program',
            role: 'comment',
            kind: 'suppression',
            shape,
            callee: shortened(text),
            resolvedBy: 'none',
            reason: why,
            inTest,
        };
        const whole = text.replace(/\s+/g, '');
        const finding = {
            ...this.identities.of({ rule: 'suppression', scope: '', whole, shape: whole, call: report.callee }, file),
            siteId: report.id,
            rule: 'suppression',
            file,
            line,
            column,
            severity: severityOf('warning', rule, inTest),
            class: 'lower',
            shape,
            message: `${report.callee}: ${why}`,
            advice: 'a suppression names a rule and a reason, and silences something in the next line',
            fix: { verdict: 'review', reason: 'what is meant has to be known' },
        };
        return { at: by.start, report, finding };
    }
    coverage(dialects) {
        const order = [...dialects, ...this.#coverage.keys()];
        return [...new Set(order)].flatMap(d => this.#coverage.get(d) ?? []);
    }
    #cover(dialect, why) {
        const row = this.#coverage.get(dialect) ?? { dialect, sites: 0, decided: 0, undecided: 0, reasons: {} };
        this.#coverage.set(dialect, row);
        row.sites++;
        if (why === undefined)
            row.decided++;
        else {
            row.undecided++;
            row.reasons[why] = (row.reasons[why] ?? 0) + 1;
        }
    }
    #site(file, source, { site, node, verdict }, inTest) {
        return {
            ...place(file, source, site?.name ?? startOf(node), node, verdict.kind),
            dialect: site?.row.dialect ?? 'program',
            role: site?.row.role ?? 'process',
            symbol: site?.row.sym,
            kind: verdict.kind,
            subKind: verdict.subKind,
            shape: verdict.shape,
            receiver: site?.target && shortText(source, site.target),
            message: site && messageOf(site, source),
            callee: calleeOf(source, node),
            resolvedBy: site?.how ?? 'none',
            reason: verdict.reason,
            inTest,
        };
    }
    #undecided(file, source, c, inTest) {
        return {
            ...place(file, source, c.name, c.node, 'undecided'),
            dialect: c.dialects.length === 1 ? c.dialects[0] : 'several',
            role: c.role,
            kind: 'undecided',
            receiver: c.target && shortText(source, c.target),
            callee: calleeOf(source, c.node),
            resolvedBy: 'none',
            reason: c.dialects.length === 1 ? c.why : `${c.why} (could be ${c.dialects.join(', ')})`,
            inTest,
        };
    }
    #finding(report, source, { site, node, verdict }, rules, inTest) {
        const rule = violations[verdict.kind];
        if (!rule || rules[rule].state !== 'on')
            return undefined;
        const shape = verdict.shape ?? defaultShape[rule];
        if (isLeft(shape, rules[rule]))
            return undefined;
        return {
            ...(site
                ? this.identities.ofSite(rule, report.file, source, site.node)
                : this.identities.of(ofUnit(rule, report.callee, node), report.file)),
            siteId: report.id,
            rule,
            file: report.file,
            line: report.line,
            column: report.column,
            severity: severityOf(verdict.severity ?? 'warning', rules[rule], inTest),
            class: inTest || shape === 'dynamic-self' ? 'lower' : 'critical',
            shape,
            message: `${report.callee}: ${verdict.reason}`,
            advice: verdict.advice ?? '',
            // what is known only by its use may be something else
            fix: site?.how === 'conduct'
                ? { verdict: 'review', reason: 'the peer is known only by how it is used' }
                : (verdict.fix ?? { verdict: 'review' }),
        };
    }
}
/** A class, function or module goes by its name: its text is another one every day. */
function ofUnit(rule, call, node) {
    const name = isClass(node) || isFunction(node) ? call : 'module';
    return { rule, scope: scopePath(node), whole: name, shape: name, call: name };
}
const defaultShape = {
    'raw-send': 'signal',
    'unmanaged-watcher': 'never-stopped',
    'untimed-call': 'untimed',
    'unsupervised-spawn': 'spawn',
    'god-process': 'god-process',
    suppression: 'unused',
};
/** Whether a configuration leaves the shape out. */
const isLeft = (shape, { options }) => 'ignoreShapes' in options && options.ignoreShapes.includes(shape);
function place(file, source, name, node, kind) {
    const { line, column } = positionOf(source, name.start);
    const end = positionOf(source, node.end);
    const id = `${file}:${line}:${column}${kind === 'god-process' ? ':process' : ''}`;
    return { id, file, line, column, endLine: end.line, endColumn: end.column };
}
/** The name of a class or function, for what has no site. */
const startOf = (node) => ('id' in node && node.id ? node.id : node);
function calleeOf(source, node) {
    if (node.type === 'AssignmentExpression')
        return shortText(source, node.left);
    if (node.type === 'CallExpression')
        return shortText(source, node.callee);
    if (node.type === 'NewExpression')
        return `new ${shortText(source, node.callee)}`;
    const name = 'id' in node && node.id ? node.id : undefined;
    return name ? shortText(source, name) : (memberName(strip(node)) ?? node.type);
}
function messageOf({ node, row }, source) {
    if (row.msg === undefined || node.type === 'AssignmentExpression')
        return undefined;
    const arg = node.arguments[row.msg];
    return arg && shortText(source, arg);
}
