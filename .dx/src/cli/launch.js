/** What `bin` starts: next to nothing for `--version`, which is to be as fast as Node, else the program. */
import { fileURLToPath } from 'node:url';
import { tool } from '../tool.js';
import { compiled } from './code-cache.js';
import { sink } from './streams.js';
/** The rest of the tool as one script, which the build puts beside this file's bundle. */
const program = new URL('./program.cjs', import.meta.url);
export async function launch() {
    const [first, ...more] = process.argv.slice(2);
    if ((first === '--version' || first === '-v') && more.length === 0)
        return sink(process.stdout).write(`${tool().version}\n`);
    // what a command runs through differs, and what it never runs is not worth keeping for it
    const kind = `${/^[a-z]+$/.test(first ?? '') ? first : 'help'}${more.includes('--staged') ? '-staged' : ''}`;
    await compiled(fileURLToPath(program), kind, tool().version).main();
}
