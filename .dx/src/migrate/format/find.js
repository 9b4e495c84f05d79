/** Which formatter a project has: what it configures, else what it lists among its dependencies. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openBiome } from './biome.js';
import { openPrettier } from './prettier.js';
const biomeFiles = ['biome.json', 'biome.jsonc', '.biome.json', '.biome.jsonc'];
const prettierFiles = [
    ...['', '.json', '.json5', '.yaml', '.yml', '.toml', '.js', '.mjs', '.cjs', '.ts', '.mts', '.cts'].map(e => `.prettierrc${e}`),
    ...['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map(e => `prettier.config.${e}`),
];
/**
 * In the order to be tried: Biome may be there to lint alone, and then leaves formatting to Prettier.
 * @param folder Of the file.
 * @param top Above it the project ends.
 * @throws MissingFormatter
 */
export async function formattersFor(folder, top) {
    const folders = upwards(folder, top);
    const has = (names) => folders.some(f => names.some(n => existsSync(join(f, n))));
    const manifests = folders.map(manifestIn);
    const lists = (name) => manifests.some(m => m.dependencies?.[name] !== undefined || m.devDependencies?.[name] !== undefined);
    const configured = { biome: has(biomeFiles), prettier: has(prettierFiles) || manifests.some(m => m.prettier) };
    const listed = { biome: lists('@biomejs/biome'), prettier: lists('prettier') };
    const wanted = configured.biome || configured.prettier ? configured : listed;
    const out = [];
    if (wanted.biome)
        out.push(openBiome(folder, top));
    if (wanted.prettier)
        out.push(await openPrettier(folder, [...new Set([top, ...folders])]));
    return out;
}
function upwards(folder, top) {
    const out = [folder];
    for (let dir = folder; dir !== top && dirname(dir) !== dir;) {
        dir = dirname(dir);
        out.push(dir);
    }
    return out;
}
function manifestIn(folder) {
    try {
        return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) ?? {});
    }
    catch {
        return {}; // none, or one that asks for nothing that could be read
    }
}
