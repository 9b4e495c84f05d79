export const pTimeout = {
    name: 'p-timeout',
    about: '`pTimeout(promise, { milliseconds })` bounds the promise it is given.',
    testedWith: { 'p-timeout': '7.0.2' },
    on: true,
    exports: { 'p-timeout': { default: { passes: 0 } } },
    rows: [
        {
            role: 'timeoutWrapper',
            from: 'p-timeout',
            sym: 'default',
            target: 0,
            timeout: { path: ['1.milliseconds', '1.signal'] },
            decl: 'p-timeout/index.d.ts',
        },
    ],
};
