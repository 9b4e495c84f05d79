/** The TypeScript that a project itself is checked with. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
/** None where no `typescript` is installed for the file: whoever checks it brings one of today. */
export function typescriptOf(file) {
    let path;
    try {
        path = createRequire(file).resolve('typescript/package.json');
    }
    catch {
        return undefined;
    }
    const { version } = JSON.parse(readFileSync(path, 'utf8'));
    const [, major, minor] = /^(\d+)\.(\d+)/.exec(version ?? '') ?? [];
    return minor === undefined ? undefined : [Number(major), Number(minor)];
}
export const isOlder = (a, b) => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
