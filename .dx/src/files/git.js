/** What git knows of a folder: its files, whether it is ignored, the commit. Git is run without a shell and only reads. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve as resolvePath } from 'node:path';
import { kindOf } from './kinds.js';
import { isInNodeModules, isInside, relativePath } from './paths.js';
/** Files of a folder that git tracks or would; none where there is no git, or where the folder itself is ignored. */
export async function listCheckout(folder, signal) {
    const top = repositoryOf(folder);
    if (top === undefined)
        return undefined;
    const [files, ignored] = await Promise.all([
        git(folder, ['ls-files', '-z', '-t', '--stage', '--cached', '--others', '--deleted', '--exclude-standard'], signal),
        isIgnored(folder, top, signal),
    ]);
    if (files.status !== 0 || ignored)
        return undefined;
    return { ...parse(folder, files.stdout), skipped: unreadableFolders(folder, files.stderr) };
}
/** HEAD of the checkout that a folder belongs to; none before the first commit, or where git ignores the folder. */
export async function headCommit(folder, signal) {
    const top = repositoryOf(folder);
    if (top === undefined)
        return undefined;
    const [head, ignored] = await Promise.all([
        git(folder, ['rev-parse', '--verify', '--quiet', 'HEAD'], signal),
        isIgnored(folder, top, signal),
    ]);
    const commit = head.stdout.trim();
    return head.status === 0 && !ignored && /^[0-9a-f]{40,64}$/.test(commit) ? commit : undefined;
}
/**
 * What is changed, staged or new below a folder and not committed, relative to it.
 * @returns None where there is no checkout, or one that ignores the folder.
 */
export async function uncommitted(folder, signal) {
    const top = repositoryOf(folder);
    if (top === undefined)
        return undefined;
    const [{ status, stdout, stderr }, ignored] = await Promise.all([
        git(folder, ['status', '--porcelain', '-z', '--no-renames', '--', '.'], signal),
        isIgnored(folder, top, signal),
    ]);
    if (ignored)
        return undefined;
    if (status === undefined)
        return { trouble: 'it is not installed' };
    if (status !== 0)
        return { trouble: firstLine(stderr) ?? `it ended with exit code ${status}` };
    // git names them from its top folder
    return stdout
        .split('\0')
        .filter(line => line !== '')
        .map(line => relativePath(folder, join(top, line.slice(3))));
}
/** A file as it stands in the index; none where it does not, or has a merge conflict. */
export async function indexedFile(path, signal) {
    const { status, bytes } = await gitOfIndex(dirname(path), ['cat-file', 'blob', `:./${basename(path)}`], signal);
    return status === 0 ? bytes : undefined;
}
/**
 * What is in the index below a folder. A person waits for it at each commit, and starting git takes longer than what it
 * does: three times, two of them at once.
 */
export async function indexed(folder, signal) {
    const top = repositoryOf(folder);
    if (top === undefined)
        return { trouble: 'there is no git checkout here' };
    const raw = ['--raw', '--no-abbrev', '-z', '--no-renames', '--relative', '--', '.'];
    const [staged, changed, ignored] = await Promise.all([
        gitOfIndex(folder, ['diff', '--cached', '--no-ext-diff', '--diff-filter=ACMTU', ...raw], signal),
        gitOfIndex(folder, ['diff-files', ...raw], signal),
        isIgnored(folder, top, signal),
    ]);
    const failed = [staged, changed].find(r => r.status !== 0);
    if (failed)
        return { trouble: failed.status === undefined ? 'git is not installed' : (firstLine(failed.stderr) ?? '') };
    const found = new Map();
    for (const r of readRaw(changed.stdout))
        found.set(r.name, {
            ...r,
            ...r.before,
            isStaged: false,
            isUnmerged: r.isUnmerged || found.get(r.name)?.isUnmerged === true,
        });
    for (const r of readRaw(staged.stdout)) {
        const isUnmerged = r.isUnmerged || found.get(r.name)?.isUnmerged === true;
        found.set(r.name, { ...r, ...r.after, isStaged: true, isUnmerged });
    }
    const files = [...found.values()].filter(f => kindOf(f.name) && (f.isUnmerged || f.mode.startsWith('100')));
    const objects = files.filter(f => !f.isUnmerged).map(f => f.object);
    const { blobs, head } = await contents(folder, objects, signal);
    const entries = files
        .map(({ name, object, isUnmerged, isStaged }) => ({
        name,
        isStaged,
        content: (isUnmerged ? undefined : blobs.get(object)) ?? 'unmerged',
    }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    return { entries, commit: ignored ? undefined : head };
}
/** `:MODE MODE OBJECT OBJECT STATUS\0NAME\0` each. */
function* readRaw(text) {
    const parts = text.split('\0');
    for (let i = 0; i + 1 < parts.length; i += 2) {
        const [from = '', to = '', old = '', now = '', status = ''] = parts[i].slice(1).split(' ');
        const sides = { before: { mode: from, object: old }, after: { mode: to, object: now } };
        yield { name: parts[i + 1], ...sides, isUnmerged: status[0] === 'U' };
    }
}
/** Objects, and HEAD, in one go: `OBJECT TYPE SIZE\nCONTENT\n` each, or `NAME missing\n`. */
async function contents(folder, objects, signal) {
    const blobs = new Map();
    const { bytes } = await gitOfIndex(folder, ['cat-file', '--batch'], signal, `${[...objects, 'HEAD'].join('\n')}\n`);
    let head;
    for (let at = 0; at < bytes.length;) {
        const end = bytes.indexOf(0x0a, at);
        const [object, type, size] = bytes.toString('latin1', at, end).split(' ');
        at = end + 1;
        if (size === undefined)
            continue;
        if (type === 'commit')
            head = object;
        else
            blobs.set(object, bytes.subarray(at, at + Number(size)));
        at += Number(size) + 1;
    }
    return { blobs, head };
}
/** `git commit FILE` and `git commit -a` call their hooks with an index of their own; it is meant if it is of this checkout. */
async function gitOfIndex(folder, args, signal, input) {
    const given = process.env.GIT_INDEX_FILE;
    if (given === undefined)
        return git(folder, args, signal, { input });
    const own = (await git(folder, ['rev-parse', '--absolute-git-dir'], signal)).stdout.trim();
    const index = resolvePath(given);
    return git(folder, args, signal, { input, index: own !== '' && isInside(own, index) ? index : undefined });
}
const firstLine = (text) => text.trim().split('\n')[0] || undefined;
/** What `.gitattributes` says of how a file is merged, `union`; none where there is no git. */
export async function mergeDriver(folder, name, signal) {
    const { status, stdout } = await git(folder, ['check-attr', '-z', 'merge', '--', name], signal);
    return status === 0 ? stdout.split('\0')[2] : undefined;
}
/** What stands before the names of a folder's files where git names them; ends in `/`, or is empty. */
export function prefixOf(folder) {
    const top = repositoryOf(folder);
    return top === undefined || top === folder ? '' : `${relativePath(top, folder)}/`;
}
/** Top folder of the checkout that a folder seems to be in; git may think otherwise, or be missing. */
export function repositoryOf(folder) {
    for (let dir = folder;; dir = dirname(dir)) {
        if (existsSync(join(dir, '.git')))
            return dir;
        if (dirname(dir) === dir)
            return undefined;
    }
}
/** A checkout does not ignore its own top folder. */
export async function isIgnored(folder, top, signal) {
    return folder !== top && (await git(folder, ['check-ignore', '--quiet', '.'], signal)).status === 0;
}
/** Reads `TAG MODE OBJECT STAGE\tPATH` of tracked files and `? PATH` of others. */
function parse(folder, listed) {
    const entries = new Map();
    const nested = [];
    const others = new Set();
    for (const record of listed.split('\0')) {
        const tracked = !record.startsWith('? ');
        const name = tracked ? record.slice(record.indexOf('\t') + 1) : record.slice(2);
        if (name === '' || isInNodeModules(name))
            continue;
        if (!tracked)
            others.add(name);
        if (tracked ? record.startsWith('160000 ', 2) : name.endsWith('/')) {
            const path = name.replace(/\/$/, '');
            if (isRepository(join(folder, path)) && !nested.includes(path))
                nested.push(path);
        }
        else if (kindOf(name)) {
            // Removed files come once more with the tag R, sparse ones have S: both are looked for on the disk.
            const known = tracked && record[0] !== 'R' && record[0] !== 'S' && entries.get(name)?.type !== 'unknown';
            entries.set(name, { name, type: !known ? 'unknown' : record.startsWith('120000 ', 2) ? 'link' : 'file' });
        }
    }
    const found = [...entries.values()];
    return {
        entries: others.size === 0 ? found : found.map(e => (isBelow(e.name, others) ? { ...e, type: 'unknown' } : e)),
        nested,
    };
}
/** Git lists a tracked file also where its folder has become a link, and that link as a file that it does not track. */
function isBelow(name, links) {
    for (let at = name.lastIndexOf('/'); at > 0; at = name.lastIndexOf('/', at - 1))
        if (links.has(name.slice(0, at)))
            return true;
    return false;
}
/** Has files of its own; not a second worktree, which would show the same files once more. */
function isRepository(folder) {
    const git = join(folder, '.git');
    if (!existsSync(git))
        return false;
    try {
        return !/^gitdir:.*[\\/]worktrees[\\/]/.test(readFileSync(git, 'utf8'));
    }
    catch {
        return true; // a folder: a repository with its own store
    }
}
function unreadableFolders(folder, stderr) {
    return [...stderr.matchAll(/^warning: could not open directory '(.*?)\/?': (.*)$/gm)].map(([, path, why]) => ({
        file: join(folder, path),
        reason: `can't be read (${why === 'Permission denied' ? 'EACCES' : why})`,
    }));
}
/** Git hooks set these for their own repository, which need not be the scanned one. */
const hookVariables = [
    'GIT_DIR',
    'GIT_WORK_TREE',
    'GIT_INDEX_FILE',
    'GIT_PREFIX',
    'GIT_COMMON_DIR',
    'GIT_OBJECT_DIRECTORY',
];
/** Git, without a shell, the variables of hooks and programs that a repository names. */
export function git(folder, args, signal, { input, index } = {}) {
    const env = { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' };
    for (const name of hookVariables)
        delete env[name];
    if (index !== undefined)
        env.GIT_INDEX_FILE = index;
    // A scanned repository may name any program as its file system monitor: never run it.
    const safe = ['-c', 'core.fsmonitor=false', '-C', folder];
    return new Promise((resolve, reject) => {
        const child = spawn('git', [...safe, ...args], {
            env,
            stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
            windowsHide: true,
            signal,
        });
        const out = [];
        const err = [];
        child.stdout?.on('data', chunk => out.push(chunk));
        child.stderr?.on('data', chunk => err.push(chunk));
        child.stdin?.on('error', () => { }).end(input); // where it does not read on, its exit code says why
        child.on('error', error => signal?.aborted ? reject(signal.reason ?? error) : resolve({ stdout: '', stderr: '', bytes: Buffer.alloc(0) }));
        child.on('close', status => {
            const bytes = Buffer.concat(out);
            resolve({
                status: status ?? undefined,
                stdout: bytes.toString(),
                bytes,
                stderr: Buffer.concat(err).toString(),
            });
        });
    });
}
