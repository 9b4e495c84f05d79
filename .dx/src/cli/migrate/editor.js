import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
/**
 * Opens a text in the user's editor, which has the terminal until it ends.
 * @param like Name of the file that the text is of, so that the editor knows the language.
 * @returns None if the editor failed.
 */
export async function editText(text, like, env) {
    const folder = mkdtempSync(join(tmpdir(), 'otp-audit-edit-'));
    try {
        const file = join(folder, `fix${extname(like)}`);
        writeFileSync(file, text);
        const isDone = await run(env.VISUAL || env.EDITOR || (process.platform === 'win32' ? 'notepad' : 'vi'), file, env);
        return isDone ? readFileSync(file, 'utf8') : undefined;
    }
    finally {
        rmSync(folder, { recursive: true, force: true });
    }
}
/** The editor may be a command with options, as git takes it. */
function run(editor, file, env) {
    return new Promise(resolve => {
        const child = spawn(`${editor} "${file}"`, { shell: true, stdio: 'inherit', env });
        child.on('error', () => resolve(false));
        child.on('close', code => resolve(code === 0));
    });
}
