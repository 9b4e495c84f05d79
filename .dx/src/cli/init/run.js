import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../../errors.js';
import { counted } from '../../report/words.js';
import { say } from '../context.js';
import { writeOut } from '../output.js';
import { isFolder } from '../paths.js';
import { agreed, askService, isChange } from './ask.js';
import { planBaseline } from './baseline.js';
import { configStep } from './config-file.js';
import { planInit } from './plan.js';
import { projectAt } from './project.js';
import { diffOf, nextText, planText, shown } from './show.js';
import { servicesOf } from './workflow.js';
import { expectWritable, write } from './write.js';
export async function init(flags, context) {
    const given = resolve(context.cwd, flags.root ?? '.');
    if (!isFolder(given))
        throw new UsageError(`--root ${flags.root}: no such folder; name one that exists`);
    const root = realpathSync.native(given);
    const project = await projectAt(root, context.version, context.signal);
    const asks = !flags.yes && !flags.dryRun && context.stdin.isTTY && context.stderr.isTTY;
    const { plan, isPartial } = await planned(project, flags, asks, context);
    await context.stderr.write(planText(plan, root));
    const code = await carryOut(plan, root, flags, asks, context);
    return isPartial ? 3 : code;
}
/** @returns Also whether there is code that could not be read. */
async function planned(project, { preset, hook, ci, baseline }, asks, context) {
    const named = typeof ci === 'string' ? [ci] : ci === false ? [] : servicesOf(project);
    const isUnknown = named.length === 0 && ci !== false;
    const services = isUnknown && asks ? await askService(context) : named;
    const config = configStep(project, preset);
    const known = baseline
        ? await planBaseline(project.root, config.kind === 'change' ? preset : undefined, context)
        : undefined;
    const chosen = hook === true ? undefined : hook;
    const plan = planInit(project, { config, hook: chosen, services, baseline: known?.step });
    const notes = isUnknown && !asks ? [...plan.notes, noService] : plan.notes;
    return { plan: { ...plan, notes }, isPartial: known?.isPartial ?? false };
}
const noService = 'nothing tells which CI there is; --ci github or --ci gitlab writes for it';
async function carryOut(plan, root, flags, asks, context) {
    const changes = plan.steps.filter(isChange);
    if (changes.length === 0) {
        await say(context, 'nothing to write');
        return 0;
    }
    if (!asks && !flags.yes)
        await context.stderr.write(nextText(plan.next));
    if (flags.dryRun) {
        await writeOut(context.stdout, changes.map(change => diffOf(change, root)).join(''));
        return 1;
    }
    const count = counted(changes.length, 'file');
    if (!flags.yes && !asks)
        throw new UsageError(`would write ${count}, and there is no terminal to ask on; see --yes and --dry-run`);
    const chosen = asks ? await agreed(plan, root, context) : changes;
    if (!chosen) {
        await say(context, 'nothing was written');
        return 0;
    }
    context.signal.throwIfAborted();
    expectWritable(chosen);
    for (const change of chosen) {
        await write(change);
        await say(context, `${change.before === undefined ? 'wrote' : 'added to'} ${shown(change.path, root)}`);
    }
    const parts = new Set(chosen.map(({ part }) => part));
    await context.stderr.write(nextText(plan.next.filter(({ part }) => parts.size > 0 && (!part || parts.has(part)))));
    return 0;
}
