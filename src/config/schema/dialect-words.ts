/** What the fields of a dialect mean, for editors and for the reference. */
import type { Bound, Member, Observed, Row, TypeShape } from '../../sites/dialect.js'
import type { CustomDialect } from '../user-config.js'

const type = 'Type, written `package#Type`; also `Set<T>`, `Promise<T>`, `T[]`, `this`'

export const dialectWords: Record<keyof CustomDialect, string> = {
  name: 'The key, again.',
  testedWith: 'Package → version that the rows were checked against.',
  about: 'What it is, in one line.',
  on: 'For dialects that are built in; of no effect here.',
  exports: 'Module → export → what it is. Functions and classes that rows name need not stand here.',
  types: 'Type → its bases and members.',
  globals: 'What exists without import.',
  telling: 'Names of imports and properties that stand for one type where nothing says what they are.',
  rows: 'Which function, constructor or member sends, watches, calls, spawns, releases or bounds.',
}

export const memberWords: Record<keyof Member, string> = {
  type: `${type}: of the value, when it is read.`,
  returns: 'Type of the result when it is called.',
  constructs: 'Type of the object when it is constructed with `new`.',
  events: 'Event → types that a listener’s parameters get.',
  callbacks: 'Position of an argument that is a function → types that its parameters get.',
  deepCallbacks: 'As `callbacks`, for every function inside the object literal at that position.',
  literals: 'Type of the result by the literal that is the first argument: `createElement("iframe")`.',
  boxes: 'The call makes a box whose content has the type of its type argument or of argument 0: `useRef`.',
  pairs: 'The call makes a pair that begins with what it is given: `useState`.',
  yields: 'The call hands back what its argument 0, a function, returns: `useMemo`.',
  given:
    'Property of the result → where its type comes from: a path in argument 0, or the position of a type argument; the first that is there counts.',
  passes: 'The call hands back its argument at this position, with its type: `structuredClone`.',
}

export const typeWords: Record<keyof TypeShape, string> = {
  extends: 'Types that it inherits from.',
  isGlobal: 'It is the global object: what exists without import is its member too.',
  members: 'Name → what it is.',
}

export const boundWords: Record<keyof Bound, string> = {
  arg: 'Position of the argument that is the bound; -1: the last one.',
  path: 'Position and property: `1.timeout`, `2.signal`; or several.',
  chain: 'Method in the receiver’s chain that bounds the call: `socket.timeout(500).emitWithAck()`.',
  anyArg: 'Any argument that is an object with this property.',
  absolute: 'The bound is a point in time, in milliseconds since 1970.',
  result: 'Method of what the call returns that bounds it: `pool.exec(task).timeout(500)`.',
  operator: 'Operator of rxjs that bounds what the call returns, or its `target`.',
  default: 'Milliseconds where none is given; `null`: it waits for ever.',
  zeroMeansNone: '0 means that nothing bounds it.',
  config: 'Option that is given where the receiver is made: `io(url, { ackTimeout })`.',
}

export const observedWords: Record<keyof Observed, string> = {
  by: 'How it is known: it was seen, read in the source, is documented, or was reported by users.',
  what: 'What happens.',
}

export const rowWords: Record<keyof Row, string> = {
  role: 'What a call of it does; `spawn` makes a peer, `ackSend` tells whether it was accepted, `timeoutWrapper` bounds another call, `release` ends a subscription from inside.',
  from: 'Package or module, without `node:`; `lib.dom` for what browsers define globally.',
  sym: '`Worker#postMessage` a member, `fork` an exported function, `new Worker` a constructor; `default` the default export.',
  slot: 'The member is assigned, not called: `port.onmessage = f`.',
  target: 'Where the peer is: `this`, what it is called on, or the position of an argument.',
  msg: 'Position of the message.',
  transfer: 'Position of the transfer list.',
  topic: 'Position of the topic.',
  callback: 'Position of the callback that is told of an error; -1: the last argument, if it is a function.',
  ackCallback: 'Position of the callback that gets the peer’s answer, which makes a call of the send; -1: as above.',
  returns: 'What the call returns: `boolean`, `Promise<void>`.',
  dead: 'What happens when the peer is dead; begins with `silent`, `throws`, `rejects`, `false` or `hangs`.',
  ack: 'What a success proves: `none`, `written`, `handed-over`, `received`, `processed`.',
  sev: 'From 0, harmless, to 3, loses messages in everyday use.',
  direction: '`up`: to a parent, or to whoever owns the sender; `reply`: to whoever asked.',
  event: 'Watch: position of the event’s name.',
  listener: 'Watch: position of the listener; -1: the last argument.',
  options: 'Watch: position of the options.',
  events: 'Watch: names that count; none: all.',
  namedOnly: 'Watch: the target has many more events; one whose name is not seen is none of these.',
  fixedEvent: 'Watch: the event that the member is about: `onExit(f)`.',
  terminal: 'Watch: events after which the peer fires no more.',
  once: 'Watch: the listener goes after its first event.',
  exclusive: 'Watch: a second listener throws, so that none can pile up.',
  handle: 'Watch: methods of what the call returns that release it; `call`: it is called itself.',
  released: 'Watch: members of the target that release it: `off`, `close`.',
  all: 'Unwatch: takes all listeners away.',
  generic: 'Only with preset `strict`: plain emitters and streams.',
  singleton: 'The peer exists once and outlives all code, as the process does.',
  timeout: 'Call: what bounds it.',
  bounded: 'Call: it has a finite bound of its own.',
  local: 'It looks like a send and stays in one thread.',
  lifecycle: 'Call: it waits for the peer’s beginning or end alone.',
  makes:
    'Spawn: `process`, whose end somebody has to hear; `child`, whose parent hears of it; none: a connection, a window or a pool, which is not judged.',
  supervisedBy: 'Spawn: events that tell of the peer’s end or failure.',
  decl: 'Declaration file below `node_modules`, for whoever checks the row.',
  note: 'For whoever reads the row.',
  atRuntime: 'What really happens, most telling first; `otp-audit explain` shows it.',
}
