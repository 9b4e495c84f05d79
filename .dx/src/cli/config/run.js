import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { explain } from '../../config/explain.js';
import { loadSettings } from '../../config/settings.js';
import { UsageError } from '../../errors.js';
import { writeOut } from '../output.js';
import { isFolder } from '../paths.js';
import { standing } from './standing.js';
import { explanationText, standingText } from './text.js';
export async function config(flags, context) {
    const root = resolve(context.cwd, flags.root ?? '.');
    if (!isFolder(root))
        throw new UsageError(`--root ${flags.root}: no such folder; name one that exists`);
    const real = realpathSync.native(root);
    const named = typeof flags.config === 'string' ? resolve(context.cwd, flags.config) : flags.config;
    if (flags.print === undefined) {
        const found = await standing(real, named);
        await writeOut(context.stdout, flags.format === 'json' ? json(found) : standingText(found));
        return found.configs.some(({ mistakes }) => mistakes.length > 0) ? 2 : 0;
    }
    const asked = { preset: flags.preset, config: named };
    const explanation = await explained(real, resolve(context.cwd, flags.print), flags.print, asked);
    await writeOut(context.stdout, flags.format === 'json' ? json(explanation) : explanationText(explanation));
    return 0;
}
async function explained(root, path, written, asked) {
    if (written === '' || isFolder(path))
        throw new UsageError(`--print ${written === '' ? '""' : written}: is a folder; name a file in it`);
    const file = realPath(path);
    return explain(await loadSettings(root, [file], asked), asked, file);
}
/** Of a file that is not there, as far as its folders are. */
function realPath(path) {
    try {
        return realpathSync.native(path);
    }
    catch {
        const folder = dirname(path);
        return folder === path ? path : join(realPath(folder), basename(path));
    }
}
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
