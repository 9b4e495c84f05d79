/**
 * A dialect is one library's message-passing API as data. The scanner knows libraries only through these
 * tables; adding a library means adding a file of rows in `dialects/` and one line in `dialects/index.ts`.
 */

/**
 * A type, written as text: `child_process#ChildProcess` (exported type of a package, without `node:`),
 * `lib.dom#Worker` (a global of the browser), `T[]`, `Set<T>`, `Map<K, V>`, `Record<K, V>`, `Promise<T>`,
 * `[A, B]`, `A | B`, `string | number | void | object`, `this` (the receiver's own type), `any` (known to be unknowable).
 */
export type TypeText = string

/** What can be reached by a name: a property, a function or a class. */
export interface Member {
  /** Type of the value when it is read. */
  type?: TypeText
  /** Type of the result when it is called. */
  returns?: TypeText
  /** Type of the object when it is constructed with `new`. */
  constructs?: TypeText
  /** Types that a listener's parameters get, by event name: `{ connection: ['ws#WebSocket'] }`. */
  events?: Record<string, TypeText[]>
  /** Types that a function argument's parameters get, by argument position: `{ 0: ['worker_threads#Worker'] }`. */
  callbacks?: Record<number, TypeText[]>
  /** As `callbacks`, for every function inside the object literal at that position: `createMachine({ entry: ({ self }) => … })`. */
  deepCallbacks?: Record<number, TypeText[]>
  /** Type of the result by the literal that is the first argument: `createElement('iframe')`. */
  literals?: Record<string, TypeText>
  /** The call makes a box whose content has the type of the call's type argument, or of its argument 0: `useRef<T>(null)`. */
  boxes?: boolean
  /** The call makes a pair that begins with what it is given, as `boxes` is: `const [socket] = useState<WebSocket>()`. */
  pairs?: boolean
  /** The call hands back what its argument 0, a function, returns: `useMemo(() => x)`. */
  yields?: boolean
  /**
   * Types of properties that the result, and the parameters of callbacks, get from what this call is given: a property
   * path in the first argument (`types.context`), or the position of a type argument. The first that is there counts.
   */
  given?: Record<string, readonly (string | number)[]>
  /** The call hands back its argument at this position, with its type (`structuredClone`, `mocked(x)`). */
  passes?: number
}

/** A type that a library exports: what it inherits from and the members that lead to other known types. */
export interface TypeShape {
  extends?: TypeText[]
  /** The global object: what exists without import is also its member (`globalThis.process`). */
  isGlobal?: boolean
  members?: Record<string, Member>
}

export type Role =
  | 'spawn' // makes a peer: `new Worker()`, `fork()`, `createActor()`
  | 'send' // tells one peer something, and nobody hears whether it arrived
  | 'broadcast' // tells all of a set of peers
  | 'selfSend' // tells oneself: XState `raise`
  | 'ackSend' // a send whose result says whether it was accepted
  | 'watch' // registers a listener, an observer or a monitor on a peer
  | 'unwatch' // takes it away again
  | 'stop' // ends the peer itself
  | 'call' // asks, and waits for the answer
  | 'timeoutWrapper' // bounds somebody else's wait: `pTimeout(p, ms)`, `socket.timeout(ms)`, rxjs `timeout()`
  | 'release' // ends a subscription from inside: rxjs `take`, `takeUntil`

/** How a call is bounded. Times are in milliseconds. */
export interface Bound {
  /** Position of the argument that is the bound itself. */
  arg?: number
  /** Position and property: `1.timeout`, `2.signal`. */
  path?: string | string[]
  /** Method in the receiver chain that bounds the call: `socket.timeout(500).emitWithAck()`. */
  chain?: string
  /** Any argument object that has this property. */
  anyArg?: string
  /** The bound is a point in time (milliseconds since 1970), not a span. */
  absolute?: boolean
  /** Method of what the call returns that bounds it: `pool.exec(task).timeout(500)`. */
  result?: string
  /** rxjs operator that bounds what the call returns, or its `target`: `firstValueFrom(x.pipe(timeout(500)))`. */
  operator?: string
  /** Bound used when none is given; `null`: it waits for ever. */
  default?: number | null
  /** `0` means "no bound". */
  zeroMeansNone?: boolean
  /** An option given where the receiver is made: `io(url, { ackTimeout })`. */
  config?: string
}

/** The library has a way of its own to bound the call. */
export const takesBound = ({ arg, path, chain, anyArg, result, operator }: Bound = {}): boolean =>
  [arg, path, chain, anyArg, result, operator].some(way => way !== undefined)

/** What really happens at run time, and how that is known. */
export interface Observed {
  /**
   * `run`: seen when it was run with the tested version; `source`: read in the library's source; `documented`: said by
   * its declarations or its pages; `reported`: by users, in the thread that the text names.
   */
  by: 'run' | 'source' | 'documented' | 'reported'
  what: string
}

export interface Row {
  role: Role
  /** Package or module, without `node:`; `lib.dom` for what browsers define globally. */
  from: string
  /** `Worker#postMessage` a member, `fork` an exported function, `new Worker` a constructor, `Worker#onmessage` a slot. */
  sym: string
  /** The member is assigned (`port.onmessage = f`), not called. */
  slot?: boolean
  /** Where the recipient is: the receiver, or an argument's position. */
  target?: 'this' | number
  /** Position of the message, and of the transfer list. */
  msg?: number
  transfer?: number
  topic?: number
  /** Position of the callback that is told of an error; -1: the last argument if it is a function. */
  callback?: number
  /** Position of the callback that gets the peer's answer (then the send is a call); -1 as above. */
  ackCallback?: number
  /** What the call returns: `boolean`, `Promise<void>`, … */
  returns?: string
  /** What happens when the recipient is dead: `silent`, `throws`, `rejects`, `false`, … free text starting with one of them. */
  dead?: string
  /** What a success proves: `none`, `written`, `handed-over`, `received`, `processed`. */
  ack?: string
  /** 0 harmless … 3 loses messages in everyday use. */
  sev?: 0 | 1 | 2 | 3
  /** `up`: to a parent, or to whoever owns the sender. `reply`: to the requester. */
  direction?: 'up' | 'reply'
  /** Watch: position of the event name, of the listener, of the options. */
  event?: number
  listener?: number
  options?: number
  /** Watch: names that count; none: all. */
  events?: string[]
  /** Watch: the target has many more events, so that one whose name is not seen is taken to be one of those. */
  namedOnly?: boolean
  /** Watch: the event is fixed by the member (`onExit(fn)`). */
  fixedEvent?: string
  /** Events after which the peer fires no more. */
  terminal?: string[]
  /** Watch: the listener goes after its first event. */
  once?: boolean
  /** Watch: a second listener for the same event throws, so that none can pile up. */
  exclusive?: boolean
  /** Watch: released through what the call returns: method names on it, or `call` to call it. */
  handle?: string[]
  /** Watch: members of the target that release it (`off`, `removeListener`, `terminate`, `close`). */
  released?: string[]
  /** Unwatch: takes all listeners away, whatever their identity. */
  all?: boolean
  /** Watch on any emitter, off unless `generic` is asked for. */
  generic?: boolean
  /** Peer is the process, the parent, or another thing that exists once and outlives all code. */
  singleton?: boolean
  timeout?: Bound
  /** The call has a finite bound of its own. */
  bounded?: boolean
  /** Local to one thread: looks like a send and is not. */
  local?: boolean
  /** Call on lifecycle only (`once(child, 'spawn')`). */
  lifecycle?: boolean
  /**
   * Spawn: `process`, a process, thread or actor, whose end somebody has to hear; `child`, one whose parent is told of it;
   * none: a connection, a window or a pool, which is not judged.
   */
  makes?: 'process' | 'child'
  /** Spawn: events that tell of the peer's end or failure. */
  supervisedBy?: string[]
  /** Declaration file, relative to `node_modules`, for whoever checks the row. */
  decl?: string
  note?: string
  /** What happens at run time, for whoever asks why it matters; most telling first. */
  atRuntime?: readonly Observed[]
}

export interface Dialect {
  /** `node:worker_threads`, `xstate`, … */
  name: string
  /** Package → version that the rows were resolved against; `typescript` for lib.dom. */
  testedWith: Record<string, string>
  /** What it is, in one line. */
  about?: string
  /** Part of `--dialects` default. */
  on?: boolean
  /** Module → export name (`default` and `*` included) → what it is. */
  exports?: Record<string, Record<string, Member>>
  /** Type name as in {@link TypeText} → its shape. */
  types?: Record<string, TypeShape>
  /** Names that exist without import. */
  globals?: Record<string, Member>
  /** Names of imports and of properties that stand for one thing wherever nothing else says what they are. */
  telling?: Record<string, TypeText>
  rows: Row[]
}
