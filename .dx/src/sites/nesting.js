/** Whether a text nests so deep that the parser, which recurses in native code, would take the whole process down. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { isMainThread } from 'node:worker_threads';
/** Below these no text was seen to need a tenth of the smallest stack that Node gives a thread. */
const brackets = 400;
const chained = 1500;
/** Characters between two ends of statements or elements. */
const stretch = 100_000;
const patienceMs = 60_000;
/**
 * Parses what may be too deep in another process first, on the same kind of thread and with less of its stack left
 * than here. Most texts are cleared by a look at their brackets.
 */
export function nestsTooDeep(text, lang) {
    if (!mayBeDeep(text))
        return false;
    const parser = pathToFileURL(createRequire(import.meta.url).resolve('oxc-parser')).href;
    const probe = `
    import { readFileSync } from 'node:fs'
    import { isMainThread, Worker, workerData } from 'node:worker_threads'
    import { parseSync } from ${JSON.stringify(parser)}
    const { text, inWorker } = JSON.parse(workerData ?? readFileSync(0, 'utf8'))
    const deeper = n => (n > 0 ? deeper(n - 1) : parseSync('file', text, { lang: ${JSON.stringify(lang)} }))
    deeper(500)`;
    const script = isMainThread
        ? probe
        : `import { readFileSync } from 'node:fs'
      import { Worker } from 'node:worker_threads'
      new Worker(new URL('data:text/javascript,' + encodeURIComponent(${JSON.stringify(probe)})), { workerData: readFileSync(0, 'utf8') })`;
    const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
        input: JSON.stringify({ text }),
        stdio: ['pipe', 'ignore', 'ignore'],
        timeout: patienceMs,
        windowsHide: true,
    });
    return status !== 0;
}
/** Brackets open at once, and operators and words between two ends of expressions: more than there are levels. */
function mayBeDeep(text) {
    if (text.length >= stretch && hasLongStretch(text))
        return true;
    let open = 0;
    let angles = 0;
    let chain = 0;
    let elses = 0;
    for (let i = 0; i < text.length; i++) {
        switch (text.charCodeAt(i)) {
            case 40: // (
            case 91: // [
            case 123: // {
                if (++open > brackets)
                    return true;
                break;
            case 41:
            case 93:
            case 125:
                if (open > 0)
                    open--;
                break;
            case 60: // <
                if (++angles > brackets)
                    return true;
                chain++;
                break;
            case 59: // ;
                angles = 0;
                chain = 0;
                break;
            case 10:
                if (!/[-!%&*+./:<=>?^|~]/.test(text[i - 1] ?? ''))
                    chain = 0;
                break;
            case 44: // ,
                chain = 0;
                break;
            case 101: // `else if` nests, and its blocks end what is counted here
                if (text.startsWith('else', i) && ++elses > chained)
                    return true;
                break;
            case 32:
            case 33:
            case 37:
            case 38:
            case 42:
            case 43:
            case 45:
            case 46:
            case 47:
            case 58:
            case 61:
            case 62:
            case 63:
            case 94:
            case 124:
            case 126:
                if (++chain > chained)
                    return true;
                if (text.charCodeAt(i) === 62 && angles > 0 && text.charCodeAt(i - 1) !== 61)
                    angles--;
                break;
        }
    }
    return false;
}
/**
 * What nests without a bracket left open, as `if (a) if (b) …` does, stands between two ends of its own level: texts
 * of normal length have no room for it, and longer ones if one such stretch is as long.
 */
function hasLongStretch(text) {
    const around = [];
    let length = 0;
    let mark = 0;
    for (const { 0: found, index } of text.matchAll(/[()[\]{};,]/g)) {
        length += index - mark;
        mark = index + 1;
        if (length > stretch)
            return true;
        switch (found) {
            case '(':
            case '[':
            case '{':
                around.push(length);
                length = 0;
                break;
            case ';':
            case ',':
                length = 0;
                break;
            default:
                length = (around.pop() ?? 0) + 1;
        }
    }
    return length + text.length - mark > stretch;
}
