import { all, cls, kinds, returning, seen } from './helpers.js';
const from = 'rxjs';
const decl = (file) => `rxjs/dist/types/internal/${file}.d.ts`;
const observable = 'rxjs#Observable';
const release = (sym) => ({ role: 'release', from, sym, decl: decl(`operators/${sym}`) });
const operators = [
    { role: 'timeoutWrapper', from, sym: 'timeout', timeout: { path: ['0', '0.each', '0.first'] } },
    { role: 'timeoutWrapper', from, sym: 'timeoutWith', timeout: { arg: 0 } },
    ...['take', 'first', 'takeUntil', 'takeWhile', 'find', 'findIndex', 'elementAt'].map(release),
];
const piped = Object.fromEntries(operators.map(row => [row.sym, {}]));
const call = (sym) => ({
    role: 'call',
    from,
    sym,
    target: 0,
    timeout: { operator: 'timeout', default: null },
    generic: true,
    returns: 'Promise<any>',
    dead: 'hangs while the source neither emits nor completes',
    sev: 2,
    decl: decl(sym),
    note: 'Bounded by a `timeout` in the source’s pipe.',
    atRuntime: seen('While the source neither emits nor completes it waits for ever; if that completes empty, it rejects with EmptyError.'),
});
const subjects = ['rxjs#BehaviorSubject', 'rxjs#ReplaySubject', 'rxjs#AsyncSubject'];
export const rxjs = {
    name: 'rxjs',
    about: 'rxjs as a helper: what bounds a wait and what ends a subscription. Plain subscriptions are generic.',
    testedWith: { rxjs: '7.8.2' },
    on: true,
    exports: {
        rxjs: {
            Observable: cls(observable),
            Subject: cls('rxjs#Subject'),
            BehaviorSubject: cls('rxjs#BehaviorSubject'),
            ReplaySubject: cls('rxjs#ReplaySubject'),
            AsyncSubject: cls('rxjs#AsyncSubject'),
            Subscription: cls('rxjs#Subscription'),
            ...returning(observable, 'fromEvent', 'fromEventPattern', 'from', 'of', 'interval', 'timer', 'defer', 'merge'),
            ...returning(observable, 'concat', 'combineLatest', 'forkJoin', 'race', 'zip', 'iif', 'range', 'using'),
            ...all(observable, 'EMPTY', 'NEVER'),
            firstValueFrom: { returns: 'Promise<any>' },
            lastValueFrom: { returns: 'Promise<any>' },
            ...piped,
        },
        'rxjs/operators': piped,
    },
    types: {
        [observable]: {
            members: {
                pipe: { returns: observable },
                subscribe: { returns: 'rxjs#Subscription' },
                forEach: { returns: 'Promise<void>' },
                toPromise: { returns: 'Promise<any>' },
            },
        },
        'rxjs#Subject': {
            extends: [observable],
            members: { next: { returns: 'void' }, asObservable: { returns: observable } },
        },
        ...kinds('rxjs#Subject', ...subjects),
        'rxjs#Subscription': { members: { unsubscribe: { returns: 'void' }, add: { returns: 'void' } } },
    },
    rows: [
        ...operators,
        ...operators.map(row => ({ ...row, from: 'rxjs/operators' })),
        call('firstValueFrom'),
        call('lastValueFrom'),
        {
            role: 'send',
            from,
            sym: 'Subject#next',
            target: 'this',
            msg: 0,
            local: true,
            dead: 'silent after complete() or error(), throws after unsubscribe()',
            sev: 1,
            atRuntime: seen('It runs its observers at once, in the same thread: no message of a process.'),
            decl: decl('Subject'),
        },
        {
            role: 'watch',
            from,
            sym: 'Observable#subscribe',
            target: 'this',
            listener: 0,
            handle: ['unsubscribe'],
            terminal: ['complete', 'error'],
            generic: true,
            decl: decl('Observable'),
        },
        { role: 'unwatch', from, sym: 'Subscription#unsubscribe', target: 'this', generic: true },
    ],
};
