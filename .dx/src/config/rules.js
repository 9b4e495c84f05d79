import { globMatcher } from '../files/match.js';
import { relativePath } from '../files/paths.js';
import { defaultOptions, reported, ruleNames } from './defaults.js';
/** The layers of one configuration, weakest first, with those of its overrides that name the file. */
export class Layers {
    config;
    preset;
    #all;
    #merged = new Map();
    constructor(config, preset) {
        this.config = config;
        this.preset = preset;
        const { rules, overrides = [] } = config.says;
        const own = rules ? [{ key: 'rules', rules, isOverride: false, names: () => true }] : [];
        this.#all = [
            ...own,
            ...overrides.flatMap(({ files, rules: more }, i) => more ? [{ files, key: `overrides[${i}].rules`, rules: more, isOverride: true, names: globMatcher(files) }] : []),
        ];
    }
    /** @param path Absolute. */
    of(path) {
        const relative = relativePath(this.config.folder, path);
        return this.#all.filter(layer => layer.names(relative));
    }
    rulesOf(path) {
        const layers = this.of(path);
        const key = layers.map(layer => layer.key).join();
        const known = this.#merged.get(key) ?? merge(this.preset, layers);
        this.#merged.set(key, known);
        return known;
    }
    /** Of files that no override names. */
    base() {
        return merge(this.preset, this.#all.filter(layer => !layer.isOverride));
    }
    /** Rules that are on for some file, as far as the file tells. */
    possible() {
        const base = this.base();
        const isOn = (setting) => setting !== undefined && levelOf(setting) !== 'off';
        return ruleNames.filter(name => base[name].state === 'on' || this.#all.some(({ rules }) => isOn(rules[name])));
    }
}
const levelOf = (setting) => Array.isArray(setting) ? setting[0] : setting;
export function merge(preset, layers) {
    const options = defaultOptions(preset);
    const inForce = (name) => {
        let rule = { state: reported[preset].includes(name) ? 'on' : 'silent', options: options[name] };
        for (const { rules, isOverride } of layers) {
            const setting = rules[name];
            if (setting === undefined)
                continue;
            const level = levelOf(setting);
            const own = Array.isArray(setting) ? setting[1] : undefined;
            rule = {
                state: level === 'off' ? 'off' : 'on',
                ...(level !== 'off' && level !== 'on' && { severity: level, isExact: isOverride }),
                options: { ...rule.options, ...own },
            };
        }
        return rule;
    };
    return Object.fromEntries(ruleNames.map(name => [name, inForce(name)]));
}
/**
 * In tests everything is a step milder: what leaks there ends with the test run. A configuration that names the files
 * means what it says.
 */
export function severityOf(graded, { severity = graded, isExact }, inTest) {
    return !inTest || isExact ? severity : severity === 'error' ? 'warning' : 'info';
}
