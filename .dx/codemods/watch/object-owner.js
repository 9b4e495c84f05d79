import { nodeOf, unwrapped } from '../tree.js';
import { computed, keyOf, lastName, nameOf } from './around.js';
import { walk } from './names.js';
/** What ends for good, the surest first; then what may only be a pause. */
export const finals = [
    '[Symbol.asyncDispose]',
    '[Symbol.dispose]',
    'dispose',
    'destroy',
    'ngOnDestroy',
    'disconnectedCallback',
    'componentWillUnmount',
    'onModuleDestroy',
    'onApplicationShutdown',
    'beforeUnmount',
    'unmounted',
    'teardown',
    'shutdown',
    'close',
    'end',
];
export const pauses = ['stop', 'disconnect', 'unsubscribe', 'detach', 'deactivate', 'terminate'];
/** Methods that begin what another one ends. */
const counterparts = new Map(Object.entries({
    start: ['stop'],
    open: ['close'],
    connect: ['disconnect', 'close'],
    attach: ['detach'],
    activate: ['deactivate'],
    subscribe: ['unsubscribe'],
    enable: ['disable'],
    mount: ['unmount'],
    setup: ['teardown'],
    init: [],
    initialize: [],
    listen: ['close', 'stop'],
    connectedCallback: ['disconnectedCallback'],
    hostConnected: ['hostDisconnected'],
    componentDidMount: ['componentWillUnmount'],
    ngOnInit: ['ngOnDestroy'],
    ngAfterViewInit: ['ngOnDestroy'],
    onModuleInit: ['onModuleDestroy'],
    onload: ['onunload'],
}));
/** Ends that a framework calls whenever the class has them. */
const given = new Set(['disconnectedCallback', 'componentWillUnmount', 'ngOnDestroy', 'onModuleDestroy']);
const frameworkBase = /^(HTMLElement|Component|PureComponent)$/;
export const isConstructor = (fn) => fn.type === 'ClassMethod' && fn.kind === 'constructor';
export const isBeginning = (fn) => fn.params.length === 0 && counterparts.get(nameOf(fn)) !== undefined;
/** The class whose method a function is, or whose field holds it. */
export function classAround(fn) {
    const node = nodeOf(fn);
    const member = /^Class(Private)?Method$/.test(node.type) ? fn : fn.parent;
    if (!/^Class(Private)?(Method|Property)$/.test(nodeOf(member).type))
        return undefined;
    return nodeOf(member).static === true ? undefined : member.parent;
}
export function fieldOwner(path, task) {
    for (let p = path.parent; p; p = p.parent)
        if (/^Class(Private)?Property$/.test(nodeOf(p).type) && nodeOf(p).static !== true)
            return objectOwner(p.parent, undefined, task);
    return undefined;
}
export function objectOwner(body, fn, task) {
    const cls = nodeOf(body.parent);
    const name = cls.id?.name ?? 'the class';
    const once = fn === undefined || isConstructor(fn);
    const methods = new Map();
    for (const m of nodeOf(body).body) {
        const key = keyOf(m);
        const block = /^Class(Private)?Property$/.test(m.type)
            ? m.value?.body
            : m.body;
        if (key !== undefined && m.static !== true && block?.type === 'BlockStatement')
            methods.set(key, block);
    }
    const begins = fn && !once ? nameOf(fn) : undefined;
    const fitting = begins === undefined ? [] : (counterparts.get(begins) ?? []);
    const restarts = [...methods.keys()].some(m => (counterparts.get(m) ?? []).some(end => methods.has(end)));
    const candidates = [...fitting, ...finals, ...(once && restarts ? [] : pauses)];
    const found = candidates.filter(c => methods.has(c));
    // one that another of them calls ends for both
    const end = found.find(c => found.some(o => o !== c && !fitting.includes(o) && calls(methods.get(o), c))) ?? found[0];
    const answer = (key) => ({ kind: 'object', body: nodeOf(body), once, name, end: key });
    if (end !== undefined)
        return answer({ kind: 'method', name: end, body: methods.get(end) });
    const base = cls.superClass;
    const key = fitting.find(c => given.has(c));
    if (key !== undefined && (!base || frameworkBase.test(lastName(base))))
        return answer({ kind: 'new', key });
    if (base)
        return `\`${name}\` extends another class, and does not say where it ends`;
    if (!/\.[mc]?tsx?$/.test(task.file) || hasDecorators(cls))
        return `\`${name}\` has no method that ends it`;
    return answer({ kind: 'new', key: '[Symbol.dispose]' });
}
const hasDecorators = (cls) => (cls.decorators ?? []).length > 0;
function calls(body, name) {
    let found = false;
    walk(body, n => {
        const callee = /CallExpression$/.test(n.type) ? unwrapped(n.callee) : undefined;
        if (callee && /MemberExpression$/.test(callee.type)) {
            const key = callee.computed === true ? computed(callee.property) : callee.property.name;
            if (callee.object.type === 'ThisExpression' && key === name)
                found = true;
        }
        return undefined;
    });
    return found;
}
