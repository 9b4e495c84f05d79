import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { againstBaseline } from '../../audit/shard/baseline.js';
import { readShard } from '../../audit/shard/file.js';
import { mergeShards } from '../../audit/shard/merge.js';
import { UsageError } from '../../errors.js';
import { headCommit } from '../../files/git.js';
import { deliver, expectWritable } from '../deliver.js';
import { exitCode } from '../exit-code.js';
import { isFolder } from '../paths.js';
import { wantedReports } from '../reports.js';
import { baselineAsked, expectReasons, tellAside, tellBaseline } from '../scan.js';
export async function merge(files, flags, context) {
    const { cwd, version, signal } = context;
    const given = resolve(cwd, flags.root ?? '.');
    if (!isFolder(given))
        throw new UsageError(`--root ${flags.root}: no such folder; name one that exists`);
    const root = realpathSync.native(given);
    const wanted = wantedReports(flags.format ?? [], flags.out, cwd);
    expectReasons(flags, wanted);
    const shards = files.map((name) => ({ name, shard: readShard(resolve(cwd, name), name, version) }));
    const merged = mergeShards(shards);
    await expectCheckout(root, shards[0], signal);
    expectWritable(wanted, context);
    const known = { baseline: baselineAsked(flags, cwd), why: flags.why, signal };
    const result = await againstBaseline(merged, shards, root, known);
    const failOn = flags.failOn ?? shards[0].shard.scan.options.failOn;
    await tellAside(result, context);
    await tellBaseline(result, context);
    const options = { root, paths: result.summary.roots, signal };
    await deliver(wanted, result, { options, failOn, color: flags.color }, context);
    // Whoever closes the pipe has read enough.
    return context.stdout.closed ? 0 : exitCode(result, failOn);
}
/** Reports quote code from the folder; where git says that it is other code, they would quote that. */
async function expectCheckout(root, { name, shard }, signal) {
    const { commit } = shard.scan;
    const head = await headCommit(root, signal);
    if (commit === null || head === undefined || head === commit)
        return;
    const short = (hash) => hash.slice(0, 12);
    throw new UsageError(`${name}: is of commit ${short(commit)}, and ${root} is at ${short(head)}; check that commit out, or name the folder where it is with --root`);
}
