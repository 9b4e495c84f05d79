/** What holds for a scan: flags over configurations over defaults. */
import { resolve } from 'node:path';
import { UsageError } from '../errors.js';
import { globMatcher } from '../files/match.js';
import { isInside, relativePath } from '../files/paths.js';
import { siteRoles } from '../sites/library.js';
import { loadConfigs } from './config.js';
import { defaultTestFiles } from './defaults.js';
import { Layers } from './rules.js';
/** @throws UsageError as {@link loadConfigs}, and where configurations of one scan want different things of all of it. */
export async function loadSettings(root, paths, asked) {
    return new Settings(root, await loadConfigs(root, paths, asked.config), asked);
}
export class Settings {
    root;
    configs;
    preset;
    testFiles;
    #areas;
    /** What flags say of tests. */
    #asked;
    constructor(root, 
    /** The innermost first. */
    configs, asked) {
        this.root = root;
        this.configs = configs;
        this.preset = asked.preset ?? this.#agreed('preset', '--preset') ?? 'recommended';
        this.testFiles = asked.testFiles ?? [...new Set(configs.flatMap(c => c.says.testFiles ?? defaultTestFiles))];
        this.#areas = configs.map(config => new Area(config, this.preset));
        if (asked.testFiles) {
            const matches = globMatcher(asked.testFiles);
            this.#asked = path => matches(relativePath(root, path));
        }
    }
    /** By the innermost configuration that a file lies under; one outside of all is judged by the outermost. */
    areaOf(path) {
        return this.#areas.find(({ config }) => isInside(config.folder, path)) ?? this.#areas.at(-1);
    }
    isTest = (path) => this.#asked?.(path) ?? this.areaOf(path).isTest(path);
    isIgnored = (path) => this.areaOf(path).isIgnored(path);
    rulesOf = (path) => this.areaOf(path).layers.rulesOf(path);
    /** Rules that report something of some file. */
    rules() {
        return [...new Set(this.#areas.flatMap(({ layers }) => layers.possible()))];
    }
    /** Of the innermost configuration, where no override says otherwise. */
    thresholds() {
        const { ignoreShapes: _, ...limits } = this.#areas[0].layers.base()['god-process'].options;
        return limits;
    }
    get failOn() {
        return this.#agreed('failOn', '--fail-on') ?? 'warning';
    }
    /** Absolute path. */
    get baseline() {
        const path = this.#agreed('baseline', '--baseline');
        const { folder } = this.configs.find(c => c.says.baseline !== undefined) ?? { folder: this.root };
        return path === undefined ? undefined : resolve(folder, path);
    }
    get cache() {
        return this.#agreed('cache', undefined);
    }
    /** Built-in dialects, of those that are left out only what keeps their types known, and those of one's own. */
    dialects(builtIn) {
        const own = this.#agreed('dialects', undefined);
        if (!own)
            return builtIn;
        const added = Object.entries(own).flatMap(([name, d]) => typeof d === 'object' ? [{ ...d, name, testedWith: d.testedWith ?? {} }] : []);
        return [...builtIn.map(d => (own[d.name] === false ? withoutSites(d) : d)), ...added];
    }
    /** What a configuration says that has no effect. */
    notices() {
        return this.configs.flatMap(({ path, says }) => path !== undefined && says.timeouts && !path.endsWith('.json')
            ? [`${path}: "timeouts" are read from otp-audit.config.json only; hand them to createTimeoutConfig yourself`]
            : []);
    }
    #agreed(key, flag) {
        const [first, ...others] = this.configs;
        const text = ({ folder, says }) => key === 'baseline' && says.baseline !== undefined
            ? resolve(folder, says.baseline)
            : (JSON.stringify(says[key]) ?? 'nothing').replaceAll('"', '');
        const other = others.find(c => text(c) !== text(first));
        if (!other)
            return first.says[key];
        const said = (c) => (key === 'dialects' && c.says.dialects ? 'dialects of its own' : text(c));
        const [a, b] = [first, other].map(c => `${c.path ?? 'the default'} says ${said(c)}`);
        throw new UsageError(`${key}: ${a}, ${b}; scan their folders apart${flag === undefined ? '' : `, or give one ${flag}`}`);
    }
}
/** Its types stay known, so that what is done with them is known to be nothing. */
const withoutSites = (d) => ({ ...d, rows: d.rows.filter(row => !siteRoles.has(row.role)) });
/** One configuration with what it says of files. */
export class Area {
    config;
    layers;
    isTest;
    isIgnored;
    constructor(config, preset) {
        this.config = config;
        const { folder, says } = config;
        const below = (globs) => {
            const matches = globMatcher(globs);
            return (path) => matches(relativePath(folder, path));
        };
        this.layers = new Layers(config, preset);
        this.isTest = below(says.testFiles ?? defaultTestFiles);
        this.isIgnored = below(says.ignore ?? []);
    }
}
