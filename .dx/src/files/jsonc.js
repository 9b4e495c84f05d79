/** JSON as tsconfig files are written: with comments, trailing commas and, from Windows, a byte order mark. */
import { readFileSync } from './looks.js';
/** The object in a file; none if it is missing, unreadable or no such thing. */
export function readJsonc(path) {
    try {
        const value = parsed(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
        return typeof value === 'object' && value !== null ? value : undefined;
    }
    catch {
        return undefined;
    }
}
/** Most are plain JSON, which is read many times as fast. */
function parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return JSON.parse(plainJson(text));
    }
}
function plainJson(text) {
    const keepString = (_, string, end = '') => string ?? end;
    return text
        .replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, s) => s ?? '')
        .replace(/("(?:[^"\\]|\\.)*")|,(\s*[}\]])/g, keepString);
}
