/** How a project installs packages and runs what they bring. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
const lockfiles = [
    ['pnpm-lock.yaml', 'pnpm'],
    ['yarn.lock', 'yarn'],
    ['bun.lock', 'bun'],
    ['bun.lockb', 'bun'],
    ['package-lock.json', 'npm'],
    ['npm-shrinkwrap.json', 'npm'],
];
const commands = {
    npm: ({ isLocked }) => ({
        run: 'npx --no otp-audit',
        install: isLocked ? 'npm ci' : 'npm install',
        add: 'npm install --save-dev',
    }),
    pnpm: ({ isLocked }) => ({
        run: 'pnpm exec otp-audit',
        install: isLocked ? 'pnpm install --frozen-lockfile' : 'pnpm install',
        add: 'pnpm add --save-dev',
    }),
    yarn: ({ isLocked, isBerry }) => ({
        run: 'yarn run otp-audit',
        install: isLocked ? `yarn install ${isBerry ? '--immutable' : '--frozen-lockfile'}` : 'yarn install',
        add: 'yarn add --dev',
    }),
    bun: ({ isLocked }) => ({
        run: 'bun run otp-audit',
        install: isLocked ? 'bun install --frozen-lockfile' : 'bun install',
        add: 'bun add --dev',
    }),
};
/** By the nearest lockfile, up to the checkout's top folder; else as a manifest says; else npm. */
export function packageManagerOf(root, top, manifests) {
    const found = nearestLockfile(root, top);
    const named = manifests.map(({ value }) => /^(npm|pnpm|yarn|bun)@/.exec(String(value.packageManager))?.[1]);
    const name = found?.name ?? named.find(n => n !== undefined) ?? 'npm';
    const folder = found?.folder;
    const isBerry = name === 'yarn' && folder !== undefined && isBerryLock(join(folder, 'yarn.lock'));
    const isPnp = isBerry && !/^nodeLinker:\s*["']?(node-modules|pnpm)/m.test(textOf(join(folder, '.yarnrc.yml')));
    return { name, folder, linksPrograms: !isPnp, ...commands[name]({ isLocked: folder !== undefined, isBerry }) };
}
function nearestLockfile(from, top) {
    for (let folder = from;; folder = dirname(folder)) {
        const found = lockfiles.find(([file]) => existsSync(join(folder, file)));
        if (found)
            return { name: found[1], folder };
        if (folder === top || dirname(folder) === folder)
            return undefined;
    }
}
const isBerryLock = (path) => /^__metadata:/m.test(textOf(path));
const textOf = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');
