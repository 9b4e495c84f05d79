export const runtime = '@otp-audit/runtime';
/** A fix a finding, or the reason why there is none. */
export function oneByOne(task, fixOf) {
    const fixes = [];
    const kept = [];
    for (const finding of task.findings) {
        const fix = fixOf(finding, task);
        if (typeof fix === 'string')
            kept.push({ finding: finding.id, reason: fix });
        else
            fixes.push(fix);
    }
    return { fixes, kept };
}
