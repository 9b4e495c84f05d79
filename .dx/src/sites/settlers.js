/** Everything by which a promise made by hand can be settled: names, fields, and collections that hold its `resolve`. */
import { contains, functionOf, isFunction, keyName, memberName, strip, unwrapUp, walk, } from './ast.js';
import { isTransparent } from './flow.js';
import { reactions, registrars, removers, rootIsThis, stores } from './handing.js';
import { bindingOf, functionMeant, mentions } from './mentions.js';
import { keyOf } from './target.js';
import { calleeName, timerOf } from './timers.js';
export class Settlers {
    home;
    #bindings = new Set();
    /** Objects that carry the settlers: `d` in `const d = defer()`, `entry` in `const entry = { resolve }`. */
    #carriers = new Set();
    #keys = new Set();
    #stores = new Set();
    #props = new Set(['resolve', 'reject']);
    #functions = new Set();
    /** It is handed to code that is not seen: a function of the program's own, a registrar of some emitter. */
    #escaped = false;
    constructor(home, seeds) {
        this.home = home;
        for (const key of seeds.fields ?? [])
            this.#stores.add(key);
        for (const b of seeds.carriers ?? [])
            this.#carry(b);
        for (const b of seeds.settlers ?? [])
            this.#learn(b);
    }
    /** Code outside of the function that makes the promise can settle it. */
    get reachable() {
        const { owner } = this.home;
        const outer = (b) => b.kind === 'variable' && owner !== undefined && !contains(owner, b.id);
        const names = [...this.#bindings, ...this.#carriers];
        return this.#escaped || this.#keys.size > 0 || this.#stores.size > 0 || names.some(outer);
    }
    #learn(b) {
        if (this.#bindings.has(b))
            return;
        this.#bindings.add(b);
        for (const m of mentions(b, this.home.file))
            this.#use(m);
    }
    #carry(b) {
        if (this.#carriers.has(b))
            return;
        this.#carriers.add(b);
        for (const m of mentions(b, this.home.file)) {
            const p = unwrapUp(m).parent;
            if (p?.type !== 'MemberExpression' || p.object !== unwrapUp(m))
                this.#give(m);
            else if (this.#props.has(memberName(p) ?? ''))
                this.#use(p);
        }
    }
    /** What happens to a settler at one place. */
    #use(at) {
        if (this.#inSend(strip(at) === at ? at.parent : at))
            return;
        const whole = unwrapUp(at);
        const p = whole.parent;
        if (!p)
            return;
        switch (p.type) {
            case 'AssignmentExpression':
                if (p.right === whole)
                    this.#assign(p.left);
                return;
            case 'LogicalExpression':
            case 'ConditionalExpression':
                this.#use(p);
                return;
            case 'VariableDeclarator':
                if (p.init === whole && p.id.type === 'Identifier')
                    this.#learnName(p.id);
                return;
            case 'Property':
                this.#props.add(keyName(p.key, p.computed) ?? 'resolve');
                this.#give(p.parent);
                return;
            case 'ArrayExpression':
                this.#give(p);
                return;
            case 'MemberExpression': {
                const call = p.parent;
                const name = memberName(p);
                if (call?.type !== 'CallExpression' || call.callee !== p)
                    return;
                if (name === 'bind')
                    this.#use(call);
                else if (name === 'call' || name === 'apply')
                    this.#called(call);
                return;
            }
            case 'CallExpression':
            case 'NewExpression':
                if (strip(p.callee) === strip(whole))
                    this.#called(p);
                else if (p.type === 'NewExpression')
                    this.#give(p);
                else
                    this.#argument(p);
                return;
        }
    }
    #inSend(node) {
        if (node && this.home.sends.has(strip(node)))
            return true;
        for (let n = node; n; n = n.parent)
            if (this.home.sends.has(n))
                return true;
        return false;
    }
    #learnName(id) {
        const b = bindingOf(id, this.home.file);
        if (b)
            this.#learn(b);
    }
    #assign(left) {
        if (left.type === 'Identifier')
            this.#learnName(left);
        else if (left.type === 'MemberExpression') {
            if (left.computed && memberName(left) === undefined)
                this.#stores.add(keyOf(left.object, this.home.file));
            else
                this.#keys.add(keyOf(left, this.home.file));
        }
    }
    /** A settler, or what carries it, is an argument of a call. */
    #argument(call) {
        const { file, inf } = this.home;
        const name = calleeName(call) ?? '';
        const callee = strip(call.callee);
        if (timerOf(call, file) || removers.test(name))
            return;
        if (callee.type === 'MemberExpression' && stores.test(name))
            this.#stores.add(keyOf(callee.object, file));
        else if (reactions.test(name))
            return;
        else if (functionMeant(callee, file, inf))
            this.#escaped = true;
        else if (rootIsThis(callee) && !registrars.test(name))
            this.#escaped = true;
    }
    /** The settler is called: the function around it settles the promise when it runs. */
    #called(call) {
        const fn = functionOf(call);
        if (!fn || this.#inSend(call))
            return;
        this.#settling(fn);
    }
    #settling(fn) {
        if (this.#functions.has(fn) || !contains(this.home.area, fn) || fn === this.home.area)
            return;
        this.#functions.add(fn);
        const whole = unwrapUp(fn);
        const p = whole.parent;
        if (fn.type === 'FunctionDeclaration' && fn.id)
            this.#learnFunction(fn);
        else if (p?.type === 'VariableDeclarator' && p.id.type === 'Identifier')
            this.#learnName(p.id);
        else if (p?.type === 'AssignmentExpression' && p.right === whole)
            this.#assign(p.left);
        else if (p?.type === 'Property') {
            this.#props.add(keyName(p.key, p.computed) ?? 'resolve');
            this.#give(p.parent);
        }
        else if (p?.type === 'CallExpression')
            this.#handed(fn, p);
    }
    #learnFunction(fn) {
        for (let s = this.home.file.scopeOf.get(fn)?.parent; s; s = s.parent) {
            const b = [...s.values.values()].find(v => v.node === fn);
            if (b) {
                this.#learn(b);
                return;
            }
        }
    }
    #handed(fn, call) {
        const { file } = this.home;
        const name = calleeName(call) ?? '';
        const callee = strip(call.callee);
        if (timerOf(call, file) || this.home.sends.has(call))
            return;
        if (isTransparent(fn) || reactions.test(name)) {
            const outer = functionOf(call);
            if (outer)
                this.#settling(outer);
        }
        else if (callee.type === 'MemberExpression' && /^(set|push|unshift)$/.test(name))
            this.#stores.add(keyOf(callee.object, file));
        else if (registrars.test(name) && rootIsThis(callee))
            this.#escaped = true;
    }
    /** An object or array that holds settlers goes somewhere. */
    #give(literal) {
        const whole = unwrapUp(literal);
        const p = whole.parent;
        if (!p || this.#inSend(literal))
            return;
        if (p.type === 'AssignmentExpression' && p.right === whole) {
            const { left } = p;
            if (left.type === 'Identifier') {
                const b = bindingOf(left, this.home.file);
                if (b)
                    this.#carry(b);
            }
            else if (left.type === 'MemberExpression') {
                const computed = left.computed && memberName(left) === undefined;
                this.#stores.add(keyOf(computed ? left.object : left, this.home.file));
            }
        }
        else if (p.type === 'VariableDeclarator' && p.init === whole && p.id.type === 'Identifier') {
            const b = bindingOf(p.id, this.home.file);
            if (b)
                this.#carry(b);
        }
        else if (p.type === 'Property' || p.type === 'ArrayExpression') {
            if (p.type === 'Property')
                this.#props.add(keyName(p.key, p.computed) ?? 'resolve');
            const outer = p.type === 'Property' ? p.parent : p;
            this.#give(outer);
        }
        else if (p.type === 'CallExpression' && strip(p.callee) !== strip(whole))
            this.#argument(p);
        else if (p.type === 'NewExpression')
            this.#give(p);
    }
    /** Whether an expression is one of the settlers: `resolve`, `this._reject`, `reject.bind(null, e)`. */
    is(node) {
        const { file } = this.home;
        const n = strip(node);
        if (n.type === 'Identifier') {
            const b = bindingOf(n, file);
            return b !== undefined && this.#bindings.has(b);
        }
        if (n.type === 'CallExpression') {
            const callee = strip(n.callee);
            return callee.type === 'MemberExpression' && memberName(callee) === 'bind' && this.is(callee.object);
        }
        if (n.type !== 'MemberExpression')
            return isFunction(n) && this.#functions.has(n);
        if (this.#keys.size > 0 && this.#keys.has(keyOf(n, file)))
            return true;
        const root = strip(n.object);
        const b = bindingOf(root, file);
        if (b && this.#carriers.has(b))
            return this.#props.has(memberName(n) ?? '');
        return this.#stores.size > 0 && this.#stores.has(keyOf(root, file)) && this.#props.has(memberName(n) ?? '');
    }
    /** Whether running a function, or one that it calls, settles the promise. */
    settledBy(node, depth = 2) {
        const { file, inf } = this.home;
        const n = strip(node);
        if (this.is(n))
            return true;
        if (!isFunction(n)) {
            if (n.type !== 'Identifier' && n.type !== 'MemberExpression')
                return false;
            const meant = functionMeant(n, file, inf);
            return meant !== undefined && meant.file === file && depth > 0 && this.settledBy(meant.fn, depth - 1);
        }
        // a function that makes the promise makes another one when it runs again
        if (contains(n, this.home.area))
            return false;
        if (this.#functions.has(n))
            return true;
        let found = false;
        walk(n, x => {
            if (found)
                return false;
            if (x.type === 'CallExpression')
                found = this.#settles(x, n, depth);
            return !found;
        });
        return found || (this.#stores.size > 0 && this.#drains(n));
    }
    #settles(call, within, depth) {
        const { file, inf } = this.home;
        if (this.is(call.callee))
            return true;
        const callee = strip(call.callee);
        if (callee.type === 'MemberExpression' && /^(call|apply)$/.test(memberName(callee) ?? '') && this.is(callee.object))
            return true;
        const name = calleeName(call) ?? '';
        if (!removers.test(name) && call.arguments.some(a => this.is(a)))
            return true;
        if (depth === 0)
            return false;
        const meant = functionMeant(callee, file, inf);
        return meant !== undefined && meant.file === file && meant.fn !== within && this.settledBy(meant.fn, depth - 1);
    }
    /** Takes an entry out of a collection that holds the settlers and calls one. */
    #drains(fn) {
        const { file } = this.home;
        let takes = false;
        let calls = false;
        walk(fn, x => {
            if (x.type === 'MemberExpression' || x.type === 'Identifier') {
                if (!takes && this.#stores.has(keyOf(x, file)))
                    takes = true;
            }
            if (x.type === 'CallExpression') {
                const callee = strip(x.callee);
                const name = callee.type === 'MemberExpression' ? memberName(callee) : undefined;
                // `this.take(id)?.reject(…)`: another method takes the entry out
                if (!takes)
                    takes = this.#holds(functionMeant(callee, file, this.home.inf));
                if (name !== undefined && this.#props.has(name))
                    calls = true;
                const b = bindingOf(callee, file);
                if (b && contains(fn, b.id) && (b.kind === 'variable' || b.kind === 'parameter'))
                    calls = true;
            }
            return true;
        });
        return takes && calls;
    }
    /** A function of the same file that names one of the collections. */
    #holds(meant) {
        const { file } = this.home;
        if (meant?.file !== file)
            return false;
        let found = false;
        walk(meant.fn, x => {
            if (x.type === 'MemberExpression' || x.type === 'Identifier')
                found ||= this.#stores.has(keyOf(x, file));
            return !found;
        });
        return found;
    }
}
