import { tool } from '../tool.js';
import { sink, source } from './streams.js';
const loadScanner = async () => (await import('../index.js')).scan;
/**
 * The only code that touches `process`, but for what starts it.
 * @param loadScan Where the scanner comes from; tests pass their own.
 */
export async function main(loadScan = loadScanner) {
    const stdout = sink(process.stdout);
    const stderr = sink(process.stderr);
    // Node's own exit code for these is 1, which means findings here.
    process.on('uncaughtException', error => {
        process.exitCode = 3;
        stderr
            .write(`otp-audit: internal error, please report it\n${error?.stack ?? error}\n`)
            .finally(() => process.exit(3));
    });
    const argv = process.argv.slice(2);
    const interruption = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
        process.once(signal, () => interruption.abort());
    const { run } = await import('./program.js');
    const code = await run(argv, {
        stdin: source(() => process.stdin),
        stdout,
        stderr,
        env: process.env,
        cwd: process.cwd(),
        version: tool().version,
        signal: interruption.signal,
        now: Date.now,
        loadScan,
    });
    process.exitCode = code;
    // The scan may still be running.
    if (code === 130)
        process.exit();
}
