/** What holds for one file, and which place says so. */
import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { dialects as builtIn } from '../../dialects/index.js';
import { AllowJs } from '../files/allow-js.js';
import { discover } from '../files/discover.js';
import { kindOf } from '../files/kinds.js';
import { globMatcher, isNegated } from '../files/match.js';
import { relativePath } from '../files/paths.js';
import { defaultTestFiles, ruleNames } from './defaults.js';
import { nearestConfig } from './find.js';
import { merge, severityOf } from './rules.js';
/** @param file Absolute and real, there or not. */
export async function explain(settings, asked, file) {
    const area = settings.areaOf(file);
    const { config } = area;
    const path = config.path === undefined ? undefined : relativePath(settings.root, config.path);
    const key = (name) => (path === undefined ? name : `${path}: ${name}`);
    const of = (name, flag) => flag ?? (config.says[name] === undefined ? 'default' : key(name));
    const presetFrom = of('preset', asked.preset && '--preset');
    return {
        file: relativePath(settings.root, file),
        config: path,
        ...ofRoot(settings, area, asked),
        isScanned: await scanned(settings, area, file, key),
        isTest: tested(area, file, key),
        preset: { value: settings.preset, from: presetFrom },
        failOn: { value: settings.failOn, from: of('failOn') },
        baseline: { value: settings.baseline && relativePath(settings.root, settings.baseline), from: of('baseline') },
        cache: { value: settings.cache, from: of('cache') },
        rules: rulesOf(settings, area, file, key),
        dialects: dialectsOf(area, key),
    };
}
function ofRoot({ root }, { config }, asked) {
    const own = asked.config === undefined ? nearestConfig(root) : config.path;
    return own === config.path ? {} : { ofRoot: own === undefined ? 'none' : relativePath(root, own) };
}
async function scanned(settings, area, file, key) {
    const no = (from) => ({ value: false, from });
    if (!existsSync(file))
        return no('there is no such file; this is what would hold');
    const kind = kindOf(file);
    if (!kind)
        return no(/\.[mc]?ts$/.test(file) ? 'a declaration file holds no calls' : `${extname(file) || 'it'} is no source code`);
    const glob = matching(area, area.config.says.ignore ?? [], file);
    if (settings.isIgnored(file))
        return no(`${key('ignore')}${shown(glob)}`);
    const { files } = await discover({ root: settings.root });
    if (files.includes(file))
        return { value: true, from: 'a scan of the root finds it' };
    const why = relativePath(settings.root, file).startsWith('../')
        ? 'it is outside of the root'
        : kind === 'js' && !new AllowJs().has(file)
            ? 'it is JavaScript, and no tsconfig.json has allowJs'
            : 'git or an ignore file leaves it out, or it is a package or build output';
    return no(`${why}; named itself it is scanned`);
}
function tested(area, file, key) {
    const own = area.config.says.testFiles;
    const from = own ? key('testFiles') : 'default testFiles';
    if (!area.isTest(file))
        return { value: false, from: `${from}: no match` };
    return { value: true, from: `${from}${shown(matching(area, own ?? defaultTestFiles, file))}` };
}
function matching({ config }, globs, file) {
    const path = relativePath(config.folder, file);
    return globs.find(glob => !isNegated(glob) && globMatcher([glob])(path));
}
const shown = (glob) => (glob === undefined ? '' : ` "${glob}"`);
function rulesOf(settings, area, file, key) {
    const layers = area.layers.of(file);
    const rules = merge(settings.preset, layers);
    const place = (layer, name) => layer === undefined
        ? `preset ${settings.preset}`
        : `${key(`${layer.key}.${name}`)}${layer.files ? ` (${layer.files.join(', ')})` : ''}`;
    const explained = (name) => {
        const { state, severity, options } = rules[name];
        const said = layers.filter(layer => layer.rules[name] !== undefined);
        const here = severity && severityOf(severity, rules[name], settings.isTest(file));
        const optionFrom = (option) => {
            const layer = said.findLast(({ rules: { [name]: s } }) => Array.isArray(s) && s[1] && Object.hasOwn(s[1], option));
            return layer ? `${place(layer, name)}[1].${option}` : place(undefined, name);
        };
        return {
            level: { value: state === 'on' ? (severity ?? 'on') : state, from: place(said.at(-1), name) },
            ...(here !== severity && { here }),
            options: Object.fromEntries(Object.entries(options).map(([option, value]) => [option, { value, from: optionFrom(option) }])),
        };
    };
    return Object.fromEntries(ruleNames.map(name => [name, explained(name)]));
}
function dialectsOf({ config }, key) {
    const isBuiltIn = new Set(builtIn.map(d => d.name));
    return Object.fromEntries(Object.entries(config.says.dialects ?? {}).map(([name, said]) => {
        const value = typeof said === 'object' ? (isBuiltIn.has(name) ? 'extended' : 'added') : said ? 'built in' : 'left out';
        return [name, { value, from: key(`dialects.${name}`) }];
    }));
}
