/** Carries a plan out. A run that is cut off is finished by the next one, which finds the rest. */
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { checkWritable, OutputError, writeAtomically } from '../output.js';
/** Says before the first file is written what would fail. @throws OutputError */
export function expectWritable(changes) {
    for (const { path, before } of changes) {
        const now = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
        if (now !== before)
            throw new OutputError(`${path}: changed meanwhile; run otp-audit init again`);
        checkWritable(nearestIn(path));
    }
}
/** @throws OutputError */
export async function write({ path, after, isExecutable }) {
    try {
        mkdirSync(dirname(path), { recursive: true });
    }
    catch (error) {
        throw new OutputError(`can't make ${dirname(path)}: ${error.message}`);
    }
    await writeAtomically(path, after);
    if (isExecutable)
        chmodSync(path, 0o755);
}
/** The file itself, or the first thing that has to be made for it. */
function nearestIn(path) {
    const folder = dirname(path);
    return existsSync(folder) || dirname(folder) === folder ? path : nearestIn(folder);
}
