import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { MissingFormatter } from './formatter.js';
/** Milliseconds for one file: a formatter that hangs must not hold up a migration. */
const patience = 30_000;
/**
 * The Biome that a folder of the project would use, run as its command line.
 * @param top Folder that it is run in.
 * @throws MissingFormatter
 */
export function openBiome(folder, top) {
    const bin = binOf(folder);
    return {
        name: 'Biome',
        async format(path, text) {
            const { code, out, err } = await run([bin, 'format', '--colors=off', `--stdin-file-path=${path}`], text, top);
            if (code === 0)
                return /is ignored|not formatted/i.test(err) ? undefined : out;
            if (/formatter is currently disabled|is ignored/i.test(err))
                return undefined;
            throw new Error(/×\s*(.+)/.exec(err)?.[1] ?? `it ended with exit code ${code}`);
        },
    };
}
function binOf(folder) {
    try {
        const manifest = createRequire(join(folder, 'package.json')).resolve('@biomejs/biome/package.json');
        const bin = join(dirname(manifest), 'bin', 'biome');
        if (existsSync(bin))
            return bin;
    }
    catch {
        // not installed: as below
    }
    throw new MissingFormatter('Biome is not installed');
}
function run(args, input, cwd) {
    return new Promise((resolve, reject) => {
        const child = spawn(process.execPath, args, { cwd, windowsHide: true, timeout: patience });
        let out = '';
        let err = '';
        child.stdout.setEncoding('utf8').on('data', chunk => {
            out += chunk;
        });
        child.stderr.setEncoding('utf8').on('data', chunk => {
            err += chunk;
        });
        child.on('error', reject);
        child.on('close', code => resolve({ code, out, err }));
        child.stdin.on('error', () => { }); // it ended early, and its exit code says why
        child.stdin.end(input);
    });
}
