/** Which configurations there are at, above and below a folder, and what is wrong with each. */
import { dirname, resolve } from 'node:path';
import fastGlob from 'fast-glob';
import { configNames, nearestConfig } from '../../config/find.js';
import { readConfig } from '../../config/read.js';
import { UsageError } from '../../errors.js';
import { relativePath } from '../../files/paths.js';
/**
 * @param named A configuration to use instead, or `false` for none.
 * @throws UsageError where the folder that holds for the root has two.
 */
export async function standing(root, named) {
    const here = named === false ? undefined : (named ?? nearestConfig(root));
    const more = named === undefined ? await below(root) : [];
    const paths = [...new Set([...(here === undefined ? [] : [here]), ...more])];
    const configs = paths.map(async (path) => ({
        path: relativePath(root, path),
        holds: path === here ? 'here' : 'below',
        mistakes: await mistakesOf(path, named !== undefined),
    }));
    return { root, configs: await Promise.all(configs) };
}
async function below(root) {
    const found = await fastGlob(configNames.map(name => `**/${name}`), { cwd: root, absolute: true, dot: true, ignore: ['**/node_modules/**', '**/.git/**'], suppressErrors: true });
    return found.map(path => resolve(path)).sort();
}
async function mistakesOf(path, isNamed) {
    try {
        if (!isNamed)
            nearestConfig(dirname(path));
        await readConfig(path);
        return [];
    }
    catch (error) {
        if (!(error instanceof UsageError))
            throw error;
        return [error.message, ...error.more];
    }
}
