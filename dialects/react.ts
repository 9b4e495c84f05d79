import type { Dialect, Member } from '../src/sites/dialect.js'

const box: Member = { boxes: true }
/** `class Chat extends Component<Props>`: its `props` are what the type argument says. */
const component: Member = { constructs: 'react#Component', given: { props: [0], state: [1] } }
const members: Record<string, Member> = {
  useRef: box,
  createRef: box,
  useState: { pairs: true },
  useMemo: { yields: true },
  useCallback: { passes: 0 },
  Component: component,
  PureComponent: component,
}

export const react: Dialect = {
  name: 'react',
  about: "React's boxes and state, through which peers are reached: `useRef<HTMLIFrameElement>(null).current`.",
  testedWith: { react: '19.3.1', '@types/react': '19.3.0' },
  on: true,
  exports: { react: { default: { type: 'react#Module' }, '*': { type: 'react#Module' }, ...members } },
  types: { 'react#Module': { members }, 'react#Component': {} },
  rows: [],
}
