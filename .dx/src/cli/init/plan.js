import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { planHook } from './hooks/index.js';
import { dependsOn } from './project.js';
import { planWorkflow } from './workflow.js';
/** Everything that is to be done, from what there is; nothing is written. */
export function planInit(project, { config, hook, services, baseline }) {
    const hooked = hook === false ? undefined : planHook(project, hook);
    const steps = [
        config,
        ...(baseline ? [baseline] : []),
        ...(hooked ? [hooked.step] : []),
        ...services.flatMap(service => planWorkflow[service](project)),
    ];
    const isChanged = steps.some(({ kind }) => kind === 'change');
    const isMissing = project.manifests.length > 0 && !dependsOn(project, 'otp-audit') && !isSelf(project);
    return {
        steps,
        next: [
            ...(isMissing && isChanged
                ? [
                    {
                        command: `${project.packages.add} otp-audit`,
                        why: 'it is no dependency yet, and hook and CI run what is installed',
                    },
                ]
                : []),
            ...(hooked?.next && hooked.step.kind === 'change' ? [{ ...hooked.next, part: 'hook' }] : []),
        ],
        notes: [...(hooked?.notes ?? []), ...noteOfLintStaged(project)],
    };
}
const isSelf = ({ manifests }) => manifests.some(({ value }) => value.name === 'otp-audit');
function noteOfLintStaged(project) {
    const files = ['', '.json', '.js', '.cjs', '.mjs', '.yaml', '.yml'].map(end => join(project.top, `.lintstagedrc${end}`));
    const isUsed = dependsOn(project, 'lint-staged') ||
        project.manifests.some(({ value }) => 'lint-staged' in value) ||
        files.some(path => existsSync(path));
    return isUsed ? ['lint-staged stays as it is: the scan reads the index, and needs no files handed to it'] : [];
}
