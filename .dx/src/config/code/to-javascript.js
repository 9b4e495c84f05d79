/** TypeScript of a configuration as JavaScript, line by line the same. */
import { createRequire } from 'node:module';
import { parseSync } from 'oxc-parser';
import { withoutTypes } from './without-types.js';
/** Whether a text is an ES module; one that exports nothing in either way is. */
export function isModule(path, text) {
    return !/\bexports\b/.test(text) || parseSync(path, text).module.hasModuleSyntax;
}
/**
 * Takes types away, which costs next to nothing; where there is more than types (an `enum`), the compiler makes of it
 * what it means, which takes about half a second to load.
 * @throws SyntaxError if the text is no TypeScript.
 */
export function toJavaScript(path, text) {
    const { program, errors } = parseSync(path, text);
    const [error] = errors;
    if (error)
        throw new SyntaxError(`${error.message}${placeOf(text, error.labels[0]?.start)}`);
    const plain = withoutTypes(program, text);
    if (plain !== undefined && parseSync(path.replace(/ts$/, 'js'), plain).errors.length === 0)
        return plain;
    const { ts } = createRequire(import.meta.url)('ts-morph');
    const isCommon = path.endsWith('.cts') || !isModule(path, text);
    return ts.transpileModule(text, {
        fileName: path,
        compilerOptions: {
            target: ts.ScriptTarget.ES2022,
            module: isCommon ? ts.ModuleKind.CommonJS : ts.ModuleKind.ESNext,
            inlineSourceMap: true,
        },
    }).outputText;
}
const placeOf = (text, at) => at === undefined ? '' : ` (line ${text.slice(0, at).split('\n').length})`;
