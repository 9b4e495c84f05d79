const box = { boxes: true };
const members = {
    useRef: box,
    createRef: box,
    useState: { pairs: true },
    useMemo: { yields: true },
    useCallback: { passes: 0 },
};
export const react = {
    name: 'react',
    about: "React's boxes and state, through which peers are reached: `useRef<HTMLIFrameElement>(null).current`.",
    testedWith: { react: '19.3.1', '@types/react': '19.3.0' },
    on: true,
    exports: { react: { default: { type: 'react#Module' }, '*': { type: 'react#Module' }, ...members } },
    types: { 'react#Module': { members } },
    rows: [],
};
