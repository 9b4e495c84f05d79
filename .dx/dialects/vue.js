const box = { boxes: true };
const same = { passes: 0 };
export const vue = {
    name: 'vue',
    about: "Vue's boxes and proxies, through which peers are reached: `shallowRef<WebSocket>().value`, `reactive({ socket })`.",
    testedWith: { vue: '3.5.0' },
    on: true,
    exports: {
        vue: {
            ref: box,
            shallowRef: box,
            reactive: same,
            shallowReactive: same,
            readonly: same,
            shallowReadonly: same,
            markRaw: same,
            toRaw: same,
        },
    },
    rows: [],
};
