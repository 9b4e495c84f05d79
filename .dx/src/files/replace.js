import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { chmod, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
/** Writes a temporary file in the same folder, flushed to the disk, with the mode of the old one. */
export async function stage(path, text, old) {
    const temporary = join(dirname(path), `.otp-audit-${randomBytes(6).toString('hex')}.tmp`);
    const discard = () => rm(temporary, { force: true });
    try {
        const file = await open(temporary, 'wx');
        try {
            await file.writeFile(text);
            await file.sync();
        }
        finally {
            await file.close();
        }
        if (old)
            await chmod(temporary, old.mode);
    }
    catch (error) {
        await discard();
        throw error;
    }
    return { commit: () => rename(temporary, path), discard };
}
export async function replaceFile(path, text, old) {
    const staged = await stage(path, text, old);
    try {
        await staged.commit();
    }
    catch (error) {
        await staged.discard();
        throw error;
    }
}
/** Takes away what a process that was killed left staged in a folder. */
export function sweep(folder) {
    let names;
    try {
        names = readdirSync(folder);
    }
    catch {
        return; // it is gone, and what was in it
    }
    for (const name of names)
        if (/^\.otp-audit-[0-9a-f]{12}\.tmp$/.test(name))
            rmSync(join(folder, name), { force: true });
}
