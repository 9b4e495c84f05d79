import { spawn } from 'node:child_process';
import { ApplyError, undo } from '../../migrate/index.js';
import { say } from '../context.js';
/**
 * Runs the user's command in the root, its output on standard error, and takes the migration back if it fails.
 * @returns Whether it passed.
 * @throws ApplyError if something can't be taken back; the signal's reason when interrupted, taken back as well.
 */
export async function verify(command, root, id, context) {
    await say(context, `verifying: ${command}`);
    const failure = await failureOf(command, root, context);
    if (failure === undefined)
        return true;
    try {
        await undo(root, id);
    }
    catch (error) {
        throw new ApplyError(`\`${command}\` ${failure}, and migration ${id} can't be taken back: ${error.message}; \`otp-audit migrate --undo ${id}\` tries again`);
    }
    await say(context, `\`${command}\` ${failure}: migration ${id} was taken back`);
    context.signal.throwIfAborted();
    return false;
}
/** Milliseconds that an interrupted command has to end by itself. */
const grace = 5000;
function failureOf(command, root, context) {
    const { signal, env } = context;
    return new Promise(resolve => {
        // a group of its own: what the command starts ends with it
        const child = spawn(command, { cwd: root, env, shell: true, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
        let timer;
        const interrupt = () => {
            kill(child.pid, 'SIGTERM');
            timer = setTimeout(() => kill(child.pid, 'SIGKILL'), grace);
        };
        if (signal.aborted)
            interrupt();
        signal.addEventListener('abort', interrupt, { once: true });
        for (const stream of [child.stdout, child.stderr])
            stream.setEncoding('utf8').on('data', (chunk) => {
                stream.pause();
                context.stderr
                    .write(chunk)
                    .catch(() => { }) // nobody reads on; the command still has to be heard
                    .finally(() => stream.resume());
            });
        const done = (failure) => {
            clearTimeout(timer);
            signal.removeEventListener('abort', interrupt);
            resolve(signal.aborted ? 'was interrupted' : failure);
        };
        child.on('error', error => done(`can't be started: ${error.message}`));
        child.on('close', (code, killed) => done(code === 0 ? undefined : code === null ? `ended by ${killed}` : `failed with exit code ${code}`));
    });
}
function kill(pid, signal) {
    if (pid === undefined)
        return;
    try {
        process.kill(process.platform === 'win32' ? pid : -pid, signal);
    }
    catch (error) {
        if (error.code !== 'ESRCH')
            throw error;
    }
}
