/** What hooks and workflows depend on, as git knows it. */
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { git } from '../../files/git.js';
/** @returns None where there is no checkout; or what keeps git from saying. */
export async function checkoutOf(folder, signal) {
    const ask = async (...args) => {
        const { status, stdout } = await git(folder, args, signal);
        return status === 0 ? stdout.trim() : undefined;
    };
    const places = await git(folder, ['rev-parse', '--show-toplevel', '--git-common-dir', '--git-path', 'hooks'], signal);
    if (places.status === undefined)
        return { trouble: 'git is not installed' };
    if (places.status !== 0) {
        const [line = ''] = places.stderr.trim().split('\n');
        return /not a git repository|must be run in a work tree/.test(line) ? undefined : { trouble: line };
    }
    const [top, store, hooks] = places.stdout.trimEnd().split('\n');
    const [hooksPath, remotes, head, current] = await Promise.all([
        ask('config', '--type=path', 'core.hooksPath'),
        ask('config', '--get-regexp', '^remote\\..*\\.url$'),
        ask('symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD'),
        ask('symbolic-ref', '--quiet', '--short', 'HEAD'),
    ]);
    return {
        top: realpathSync.native(top),
        store: realpathSync.native(resolve(folder, store)),
        hooks: resolve(folder, hooks),
        hooksPath: hooksPath || undefined,
        remotes: (remotes ?? '').split('\n').flatMap(line => line.split(' ')[1] ?? []),
        branch: head?.replace(/^origin\//, '') ?? (current === 'master' ? 'master' : 'main'),
    };
}
