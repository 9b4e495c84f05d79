/** The line-free name of a finding, which survives moving, reformatting and renaming the file. */
import { createHash } from 'node:crypto';
import { ancestors, isClass, isFunction, keyName, walk } from '../sites/ast.js';
import { functionName } from '../sites/flow.js';
import { callLabel, callShape, callText } from './call-text.js';
/** Enclosing classes and functions, outermost first: `Pool.run.handler`. */
export function scopePath(node) {
    const names = [];
    for (const a of ancestors(node)) {
        const name = scopeName(a);
        if (name !== undefined)
            names.push(name);
    }
    return names.reverse().join('.');
}
/** All that a file has, the empty one of its top among them. */
export function scopePaths({ program }) {
    const paths = new Set(['']);
    walk(program, node => {
        const name = scopeName(node);
        if (name !== undefined)
            paths.add([scopePath(node), name].filter(part => part !== '').join('.'));
        return true;
    });
    return paths;
}
function scopeName(node) {
    if (isClass(node))
        return node.id?.name ?? 'class';
    if (isFunction(node))
        return functionName(node) ?? 'function';
    return node.type === 'PropertyDefinition' ? (keyName(node.key, node.computed) ?? 'field') : undefined;
}
/** Hands out identities; equal ones get an ordinal in the order of asking. */
export class Identities {
    #used = new Map();
    /** What was handed out, and what it names but for the ordinal. */
    handed = new Map();
    /** Of a call, or whatever else a site is. */
    ofSite(rule, file, source, node) {
        const [whole, shape] = [callText(node), callShape(node)];
        return this.of({ rule, scope: scopePath(node), whole, shape, call: shortened(callLabel(source, node)) }, file);
    }
    /** @param file As reports name it. */
    of({ rule, scope, whole, shape, call }, file) {
        const key = hash(12, rule, scope, shape);
        const id = this.ofName([rule, scope, whole].join('\0'));
        const ordinal = this.#next(`${file}\0${key}`) + 1;
        return { id, identity: { scope, call, key, text: hash(8, rule, whole), ordinal } };
    }
    /** @param name As {@link handed} has it. */
    ofName(name) {
        const id = hash(16, name, String(this.#next(name)));
        this.handed.set(id, name);
        return id;
    }
    #next(name) {
        const count = this.#used.get(name) ?? 0;
        this.#used.set(name, count + 1);
        return count;
    }
}
const hash = (digits, ...parts) => createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, digits);
/** A node's text on one line, cut where it is long. */
export function shortText(file, node, most = 80) {
    // what is cut off anyway may be megabytes long
    return shortened(file.text.slice(node.start, Math.min(node.end, node.start + 50 * most)), most);
}
export function shortened(whole, most = 80) {
    const text = whole.replace(/\s+/g, ' ');
    return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
