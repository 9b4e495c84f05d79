/** What a rule is: its page, and where and how it runs. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { presets, reported } from '../config/defaults.js';
import { ruleTexts } from '../report/rules.js';
import { kindsOf } from './kinds.js';
export { ruleNames } from '../config/defaults.js';
/** Presets in which a rule runs. Comments that silence findings are judged in all. */
export const presetsOf = (rule) => presets.filter(p => reported[p].includes(rule));
export async function explainRule(rule) {
    const { title, what, severities } = ruleTexts[rule];
    const { codemods } = await import('../../codemods/index.js');
    const docs = rule === 'suppression' ? 'docs/configuration.md' : `rules/${rule}/${rule}.md`;
    const folder = dirname(createRequire(import.meta.url).resolve('otp-audit/package.json'));
    const whole = readFileSync(join(folder, docs), 'utf8');
    return {
        schemaVersion: 1,
        rule,
        title,
        what,
        presets: presetsOf(rule),
        severities,
        codemods: codemods.filter(c => c.rule === rule).map(c => c.name),
        kinds: kindsOf(rule),
        docs,
        page: rule === 'suppression' ? ofSuppression(whole) : whole,
    };
}
/** Comments that silence findings are described where they are, among the settings. */
function ofSuppression(page) {
    const { what, why, help } = ruleTexts.suppression;
    const section = /\n(## Comments that silence a finding\n[\s\S]*?)(?=\n## |$)/.exec(page)?.[1] ?? '';
    return `# suppression\n\n## What it finds\n\n${what}\n\n## Why it matters at run time\n\n${why}\n\n## How to fix\n\n${help}\n\n${section}`;
}
