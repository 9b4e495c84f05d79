/** One line of a baseline: a finding that is known. */
import { nearest } from '../../nearest.js';
const rules = {
    'raw-send': 0,
    'unmanaged-watcher': 0,
    'untimed-call': 0,
    'unsupervised-spawn': 0,
    'god-process': 0,
    suppression: 0,
};
const presets = { recommended: 0, stage3: 0, strict: 0 };
export const entryOf = ({ rule, identity: { scope, call, key, text, ordinal } }, file, preset) => ({ rule, preset, file, scope, call, key, text, ordinal });
/** `KEY-TEXT RULE[@PRESET] FILE[#ORDINAL] SCOPE CALL` */
export function lineOf({ key, text, rule, preset, file, ordinal, scope, call }) {
    return [
        `${key}-${text}`,
        preset === 'recommended' ? rule : `${rule}@${preset}`,
        ordinal === 1 ? escaped(file) : `${escaped(file)}#${ordinal}`,
        scope === '' ? '-' : scope === '-' ? '%2D' : escaped(scope),
        oneLine(call),
    ].join(' ');
}
/** @returns Or what is wrong with the line, in words that follow its number. */
export function parseLine(line) {
    const [, key, text, named, place, scope, call] = /^([0-9a-f]{12})-([0-9a-f]{8}) (\S+) (\S+) (\S+) (.*)$/s.exec(line) ?? [];
    if (key === undefined || call === undefined)
        return { trouble: 'is no entry' };
    const [rule = '', preset = 'recommended'] = named.split('@');
    if (!Object.hasOwn(rules, rule))
        return { trouble: `there is no rule ${rule}${hint(rule, rules)}` };
    if (!Object.hasOwn(presets, preset))
        return { trouble: `there is no preset ${preset}${hint(preset, presets)}` };
    const [, name, ordinal = '1'] = /^(.*?)(?:#([1-9]\d*))?$/s.exec(place);
    const [file, path] = [unescaped(name), unescaped(scope)];
    if (file === undefined || path === undefined)
        return { trouble: 'is no entry: a % stands before two hex digits' };
    return {
        rule: rule,
        preset: preset,
        file,
        scope: scope === '-' ? '' : path,
        call,
        key,
        text: text,
        ordinal: Number(ordinal),
    };
}
/** What makes two lines one entry; the rest of a line is for people. */
export const nameOf = ({ key, text, file, ordinal }) => [key, text, ordinal, file].join(' ');
function hint(word, known) {
    const meant = nearest(word, Object.keys(known));
    return meant === undefined ? '' : `, did you mean ${meant}?`;
}
// what would end the field, is not seen, or stands for something else
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const special = /[\s%#\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const escaped = (text) => text.toWellFormed().replace(special, c => percent(c));
function percent(c) {
    return [...Buffer.from(c)].map(byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}
function unescaped(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return undefined;
    }
}
/** For people, and never read back. */
const oneLine = (call) => call
    .toWellFormed()
    .replace(/\s+/g, ' ')
    .trim()
    .replace(special, c => (/[\s%#]/.test(c) ? c : percent(c)));
