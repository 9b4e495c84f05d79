/** What there is already, looked at once. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { relativePath } from '../../files/paths.js';
import { checkoutOf } from './checkout.js';
import { manifestIn, rangeOf } from './manifest.js';
import { packageManagerOf } from './package-manager.js';
/** @throws UsageError for a manifest that can't be read. */
export async function projectAt(root, version, signal) {
    const found = await checkoutOf(root, signal);
    const checkout = found && 'top' in found ? found : undefined;
    const top = checkout?.top ?? root;
    const manifests = [];
    for (let folder = root;; folder = dirname(folder)) {
        const manifest = manifestIn(folder);
        if (manifest)
            manifests.push(manifest);
        if (folder === top || dirname(folder) === folder)
            break;
    }
    return {
        root,
        top,
        checkout,
        trouble: found && 'trouble' in found ? found.trouble : undefined,
        manifests,
        packages: packageManagerOf(root, top, manifests),
        below: relativePath(top, root),
        version,
    };
}
export const isTypeScript = ({ root }) => existsSync(join(root, 'tsconfig.json'));
/** Whether `.js` files of the root are modules. */
export const isModule = ({ manifests: [nearest] }) => nearest?.value.type === 'module';
/** Whether a package is a dependency of the root, or of a folder above it. */
export const dependsOn = ({ manifests }, name) => manifests.some(manifest => rangeOf(manifest, name) !== undefined);
/** Runs the tool wherever the shell is in the root. */
export const runOf = ({ manifests, packages, version }) => manifests.length > 0 ? packages.run : `npx --yes otp-audit@${version}`;
/** The same from the top folder, in a shell of git's; without the package manager in between, which takes three times as long. */
export function hookCommand(project, args) {
    const { below, manifests, packages } = project;
    if (below !== '')
        return `(cd ${quoted(below)} && ${runOf(project)} ${args})`;
    return manifests.length > 0 && packages.linksPrograms
        ? `node_modules/.bin/otp-audit ${args}`
        : `${runOf(project)} ${args}`;
}
/** One word of a shell. */
export const quoted = (word) => (/^[\w@./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
export const stagedScan = 'scan --staged --format text';
