import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Node, type Program, parseSync, visitorKeys } from 'oxc-parser'
import * as tree from 'typescript/unstable/ast'
import * as api from 'typescript/unstable/async'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packageOf } from '../../src/sites/oracle/canonical.js'
import { openOracle } from '../../src/sites/oracle/index.js'
import { NativeOracle } from '../../src/sites/oracle/native.js'
import { FLAGS } from '../../src/sites/oracle/native-lens.js'
import { type Answer, OracleError, type Origin, type Question } from '../../src/sites/oracle/oracle.js'
import { RpcChild } from '../../src/sites/oracle/rpc.js'
import { KINDS } from '../../src/sites/oracle/syntax-tree.js'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const modules = join(repository, 'node_modules')
const folders: string[] = []

function folder(): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'oracle-test-')))
  folders.push(path)
  return path
}

afterAll(() => {
  for (const path of folders) rmSync(path, { recursive: true, force: true })
})

function write(root: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
}

interface Site extends Question {
  /** `w.postMessage`, without what stands between the names. */
  text: string
}

/** Every call of a file, with the offsets that the resolver would ask for. */
function sitesOf(file: string): Site[] {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  const sites: Site[] = []
  const { program } = parseSync(file, text, { preserveParens: false })
  const origins = originsOf(program)
  const stack: Node[] = [program]
  while (stack.length > 0) {
    const node = stack.pop()!
    if (node.type === 'CallExpression' || node.type === 'NewExpression') {
      const site = siteOf(strip(node.callee), text)
      const origin = site && origins.get(headOf(node.callee))
      if (site) sites.push(origin ? { ...site, origin } : site)
    }
    for (const key of visitorKeys[node.type] ?? []) {
      const child = (node as unknown as Record<string, unknown>)[key]
      for (const c of Array.isArray(child) ? child : [child]) if (c) stack.push(c as Node)
    }
  }
  return sites.sort((a, b) => a.callee - b.callee)
}

const originsOf = ({ body }: Program): Map<string, Origin> =>
  new Map(
    body.flatMap(s =>
      s.type === 'ImportDeclaration'
        ? s.specifiers.map(({ local }) => [local.name, { module: s.source.value, offset: local.start }] as const)
        : [],
    ),
  )

function headOf(expression: Node): string {
  const node = strip(expression)
  if (node.type === 'MemberExpression') return headOf(node.object)
  if (node.type === 'CallExpression') return headOf(node.callee)
  return node.type === 'Identifier' ? node.name : ''
}

function siteOf(callee: Node, text: string): Site | undefined {
  if (callee.type === 'Identifier') return { text: callee.name, callee: callee.start }
  if (callee.type !== 'MemberExpression' || callee.computed) return undefined
  const object = strip(callee.object)
  const name = object.type === 'MemberExpression' && !object.computed ? object.property : object
  const isNamed = ['Identifier', 'PrivateIdentifier', 'ThisExpression'].includes(name.type)
  const receiver = isNamed ? text.slice(name.start, name.end) : '()'
  const site = {
    text: `${receiver}.${text.slice(callee.property.start, callee.property.end)}`,
    callee: callee.property.start,
  }
  return isNamed ? { ...site, receiver: name.start } : site
}

function strip(node: Node): Node {
  switch (node.type) {
    case 'ChainExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
      return strip(node.expression)
    default:
      return node
  }
}

type Answered = Record<string, Record<string, Answer>>

interface Asked {
  answers: Map<string, Answer[]>
  notices: string[]
}

async function ask(backend: 'native' | 'ts-morph', root: string, questions: Map<string, Question[]>): Promise<Asked> {
  const notices: string[] = []
  const oracle = await openOracle(backend, { root, onNotice: text => notices.push(text) })
  try {
    const answers = await oracle.ask(questions)
    expect(oracle.backend).toBe(backend)
    return { answers, notices }
  } finally {
    await oracle.close()
  }
}

const questionsOf = (files: string[]): Map<string, Question[]> =>
  new Map(files.map(f => [f, sitesOf(f).map(({ text: _, ...question }) => question)]))

/** Answers by file and by what is called; of several calls with one text, the last. */
function byText(root: string, answers: Map<string, Answer[]>): Answered {
  return Object.fromEntries(
    [...answers].map(([file, list]) => {
      const sites = sitesOf(file)
      return [file.slice(root.length + 1), Object.fromEntries(list.map((a, i) => [sites[i]!.text, a]))]
    }),
  )
}

const text = (list: Answer['callee']): string[] =>
  list.map(d => `${d.from}#${d.container === undefined ? '' : `${d.container}.`}${d.name}`)

describe('both checkers', () => {
  const root = folder()
  let native: Asked
  let morph: Asked
  let answered: Answered
  const sources: Record<string, string> = {
    'app/workers.ts': `
      import { MessagePort as Port, Worker } from 'node:worker_threads'
      import * as child from 'child_process'
      import cluster from 'node:cluster'
      import WebSocket from 'ws'
      const w = new Worker('x')
      w.postMessage(1)
      class Mine extends Worker { tell() { this.postMessage(1) } }
      declare const mine: Mine
      mine.on('exit', () => {})
      declare const either: Worker | Port | null
      either?.postMessage(2)
      const { postMessage } = w
      postMessage(3)
      const bound = w.postMessage.bind(w)
      bound(4)
      const forked = child.fork('x')
      forked.send(1)
      child.fork('y')
      const member = cluster.workers![1]!
      member.send(1)
      const socket = new WebSocket('ws://localhost')
      socket.send('x')
      function generic<T extends Worker>(held: T) { held.postMessage(1) }
      declare const picked: Pick<Worker, 'postMessage'>
      picked.postMessage(1)
      const list = [w]
      list.forEach(each => each.postMessage(1))
      process.send?.(1)
      interface Sends { send(x: number): void }
      class Impl implements Sends { send(x: number) {} }
      const impl = new Impl()
      impl.send(1)
      type Literal = { send: (x: number) => void; __own(): void }
      declare const literal: Literal
      literal.send(1)
      literal.__own()
      declare const both: Sends & Port
      both.close()
      import { once, EventEmitter } from 'node:events'
      once(w, 'exit')
      EventEmitter.once(w, 'exit')
      new EventEmitter().once('x', () => {})
      class Hidden { #worker = new Worker('x'); #tell() {} run() { this.#worker.postMessage(1); this.#tell() } }
    `,
    'app/actors.ts': `
      import { createActor, createMachine, type ActorRefFrom, type AnyActorRef } from 'xstate'
      const machine = createMachine({})
      declare const typed: ActorRefFrom<typeof machine>
      typed.send({ type: 'x' })
      const { send } = typed
      send({ type: 'x' })
      const again = typed.send.bind(typed)
      again({ type: 'x' })
      declare const any: AnyActorRef
      any.send({ type: 'x' })
      const actor = createActor(machine)
      actor.start()
    `,
    'app/dom.ts': `
      import { Worker as Thread } from 'worker_threads'
      declare const page: Worker
      declare const thread: Thread
      declare const abort: AbortController
      page.postMessage(1)
      thread.postMessage(1)
      window.postMessage(1, '*')
      abort.abort()
    `,
    'app/unknown.ts': `
      import { thing } from 'no-such-package'
      import { fork } from 'node:child_process'
      declare const loose: any
      loose.send(1)
      loose.deep.er.send(1)
      thing.send(1)
      thing()
      undeclared()
      const f = fork('x')
      f.nothing()
    `,
    'app/paths.ts': `
      import { shared } from '@shared/peer'
      import { remote } from '@remote/lib'
      shared.postMessage(1)
      remote.send(1)
    `,
    'app/shared/peer.ts': `
      import { Worker } from 'node:worker_threads'
      export const shared = new Worker('x')
      export default class { postMessage() {} }
    `,
    'app/view.tsx': `
      import Peer from './shared/peer.js'
      const View = () => { const peer = new Peer(); peer.postMessage(); return <div>{peer.toString()}</div> }
    `,
    'app/esm.mts': `
      import { fork } from 'node:child_process'
      const c = fork('x')
      c.send(1)
    `,
    'app/common.cts': `
      import cp = require('node:child_process')
      const c = cp.fork('x')
      c.send(1)
    `,
    'app/script.js': `
      import { Worker } from 'node:worker_threads'
      const w = new Worker('x')
      w.postMessage(1)
      export class Holder { constructor() { this.worker = new Worker('y') } go() { this.worker.postMessage(1) } }
    `,
    'app/bom.ts': `\uFEFFimport { fork } from 'node:child_process'\r\n// ä€𝄞\r\nconst c = fork('x') /* 𝄞 */; c.send('ü');\r\nc.kill()\r\n`,
    'lib/src/index.ts': `
      import { fork } from 'node:child_process'
      export const remote = fork('x')
      remote.send(1)
    `,
    'lib/test/outside.ts': `
      import { remote } from '../src/index.js'
      remote.send(1)
    `,
    'broken/a.ts': `
      import { fork } from 'node:child_process'
      fork('x')
    `,
    'broken/b.ts': `
      import { fork } from 'node:child_process'
      fork('x')
    `,
  }

  beforeAll(async () => {
    symlinkSync(modules, join(root, 'node_modules'), 'dir')
    write(root, sources)
    write(root, {
      // A solution: it has no files, only references.
      'app/tsconfig.json': `{ "files": [], "references": [{ "path": "../lib" }, { "path": "./tsconfig.app.json" }], }`,
      'app/tsconfig.app.json': `{
        // Comments and commas too many are fine.
        "extends": "../base.json",
        "compilerOptions": { "allowJs": true, "jsx": "preserve", "composite": true,
          "paths": { "@shared/*": ["./shared/*"], "@remote/lib": ["../lib/src/index.ts"] }, },
        "include": ["**/*"], "exclude": [],
        "references": [{ "path": "../lib/tsconfig.json" }],
      }`,
      'base.json': JSON.stringify({
        compilerOptions: {
          module: 'nodenext',
          target: 'es2023',
          lib: ['es2023', 'dom'],
          strict: true,
          types: ['node'],
        },
      }),
      'lib/tsconfig.json': JSON.stringify({
        extends: '../base.json',
        compilerOptions: { composite: true, rootDir: 'src', outDir: 'dist' },
        include: ['src'],
      }),
      'broken/tsconfig.json': '{ "compilerOptions": { ',
    })
    const questions = questionsOf(Object.keys(sources).map(name => join(root, name)))
    native = await ask('native', root, questions)
    morph = await ask('ts-morph', root, questions)
    answered = byText(root, native.answers)
  }, 60_000)

  it('give equal answers', () => {
    for (const [file, answers] of native.answers)
      expect({ file, answers }).toEqual({ file, answers: morph.answers.get(file) })
    expect(morph.notices).toEqual(native.notices)
  })

  type Case = [file: string, call: string, callee: string[], receiver?: string[]]
  const workers: Case[] = [
    ['app/workers.ts', 'Worker', ['worker_threads#Worker']],
    [
      'app/workers.ts',
      'w.postMessage',
      ['worker_threads#Worker.postMessage'],
      ['worker_threads#Worker', 'events#EventEmitter'],
    ],
    [
      'app/workers.ts',
      'this.postMessage',
      ['worker_threads#Worker.postMessage'],
      ['#Mine', 'worker_threads#Worker', 'events#EventEmitter'],
    ],
    [
      'app/workers.ts',
      'mine.on',
      ['worker_threads#Worker.on'],
      ['#Mine', 'worker_threads#Worker', 'events#EventEmitter'],
    ],
    [
      'app/workers.ts',
      'either.postMessage',
      ['worker_threads#MessagePort.postMessage', 'worker_threads#Worker.postMessage'],
      [
        'worker_threads#MessagePort',
        'events#NodeEventTarget',
        'lib.dom#EventTarget',
        'worker_threads#Worker',
        'events#EventEmitter',
      ],
    ],
    ['app/workers.ts', 'postMessage', ['worker_threads#Worker.postMessage']],
    ['app/workers.ts', 'bound', ['worker_threads#Worker.postMessage']],
    ['app/workers.ts', 'child.fork', ['child_process#fork']],
    [
      'app/workers.ts',
      'forked.send',
      ['child_process#ChildProcess.send'],
      ['child_process#ChildProcess', 'events#EventEmitter'],
    ],
    ['app/workers.ts', 'member.send', ['cluster#Worker.send'], ['cluster#Worker', 'events#EventEmitter']],
    ['app/workers.ts', 'socket.send', ['ws#WebSocket.send'], ['ws#WebSocket', 'events#EventEmitter']],
    [
      'app/workers.ts',
      'held.postMessage',
      ['worker_threads#Worker.postMessage'],
      ['worker_threads#Worker', 'events#EventEmitter'],
    ],
    ['app/workers.ts', 'picked.postMessage', ['worker_threads#Worker.postMessage'], ['lib.es#Pick']],
    [
      'app/workers.ts',
      'each.postMessage',
      ['worker_threads#Worker.postMessage'],
      ['worker_threads#Worker', 'events#EventEmitter'],
    ],
    ['app/workers.ts', 'process.send', ['process#Process.send'], ['process#Process', 'events#EventEmitter']],
    ['app/workers.ts', '#worker.postMessage', ['worker_threads#Worker.postMessage']],
  ]
  const types: Case[] = [
    ['app/workers.ts', 'impl.send', ['#Impl.send'], ['#Impl', '#Sends']],
    ['app/workers.ts', 'literal.send', ['#Literal.send'], ['#Literal']],
    ['app/workers.ts', 'literal.__own', ['#Literal.__own']],
    [
      'app/workers.ts',
      'both.close',
      ['worker_threads#MessagePort.close'],
      ['#Sends', 'worker_threads#MessagePort', 'events#NodeEventTarget', 'lib.dom#EventTarget'],
    ],
    ['app/workers.ts', 'this.#tell', ['#Hidden.#tell'], ['#Hidden']],
    ['app/workers.ts', 'once', ['events#once']],
    ['app/workers.ts', 'EventEmitter.once', ['events#once'], []],
    ['app/workers.ts', '().once', ['events#EventEmitter.once'], []],
    [
      'app/dom.ts',
      'thread.postMessage',
      ['worker_threads#Worker.postMessage'],
      ['worker_threads#Worker', 'events#EventEmitter'],
    ],
    ['app/dom.ts', 'page.postMessage', ['lib.dom#Worker.postMessage']],
    ['app/dom.ts', 'abort.abort', ['lib.dom#AbortController.abort'], ['lib.dom#AbortController']],
  ]
  const actors: Case[] = [
    [
      'app/actors.ts',
      'typed.send',
      ['xstate#ActorRef.send'],
      ['xstate#ActorRef', 'xstate#Subscribable', 'xstate#InteropObservable', 'xstate#InteropSubscribable'],
    ],
    [
      'app/actors.ts',
      'any.send',
      ['xstate#ActorRef.send'],
      [
        'xstate#AnyActorRef',
        'xstate#ActorRef',
        'xstate#Subscribable',
        'xstate#InteropObservable',
        'xstate#InteropSubscribable',
      ],
    ],
    ['app/actors.ts', 'send', ['xstate#ActorRef.send']],
    ['app/actors.ts', 'again', ['xstate#ActorRef.send']],
    ['app/actors.ts', 'createActor', ['xstate#createActor']],
    ['app/actors.ts', 'actor.start', ['xstate#Actor.start']],
  ]
  const files: Case[] = [
    ['app/paths.ts', 'shared.postMessage', ['worker_threads#Worker.postMessage']],
    ['app/paths.ts', 'remote.send', ['child_process#ChildProcess.send']],
    ['app/view.tsx', 'Peer', ['#default']],
    ['app/view.tsx', 'peer.postMessage', ['#default.postMessage'], ['#default']],
    ['app/esm.mts', 'c.send', ['child_process#ChildProcess.send']],
    ['app/common.cts', 'c.send', ['child_process#ChildProcess.send']],
    ['app/script.js', 'w.postMessage', ['worker_threads#Worker.postMessage']],
    [
      'app/script.js',
      'worker.postMessage',
      ['worker_threads#Worker.postMessage'],
      ['worker_threads#Worker', 'events#EventEmitter'],
    ],
    ['app/bom.ts', 'c.send', ['child_process#ChildProcess.send']],
    [
      'app/bom.ts',
      'c.kill',
      ['child_process#ChildProcess.kill'],
      ['child_process#ChildProcess', 'events#EventEmitter'],
    ],
    ['lib/src/index.ts', 'remote.send', ['child_process#ChildProcess.send']],
    ['lib/test/outside.ts', 'remote.send', ['child_process#ChildProcess.send']],
    ['broken/a.ts', 'fork', ['child_process#fork']],
  ]
  it.each([...workers, ...types, ...actors, ...files])('%s: %s', (file, call, callee, receiver) => {
    const answer = answered[file]![call]!
    expect(text(answer.callee)).toEqual(callee)
    if (receiver) expect(text(answer.receiver)).toEqual(receiver)
    expect(answer.unknown).toBeUndefined()
  })

  it.each([
    ['loose.send', [], 'its type is any'],
    ['er.send', [], 'its type is any'],
    ['thing.send', [], `import "no-such-package" can't be resolved`],
    ['thing', [], `import "no-such-package" can't be resolved`],
    ['undeclared', [], 'its name is not declared'],
    ['f.nothing', ['child_process#ChildProcess', 'events#EventEmitter'], 'its type has no such member'],
  ])('say why there is no answer: %s', (call, receiver, unknown) => {
    const answer = answered['app/unknown.ts']![call]!
    expect(answer.callee).toEqual([])
    expect(text(answer.receiver)).toEqual(receiver)
    expect(answer.unknown).toBe(unknown)
  })

  it('say once that a configuration is broken', () => {
    expect(native.notices).toEqual([expect.stringContaining(`${join(root, 'broken/tsconfig.json')}: can't be read`)])
  })
})

describe('both checkers on real packages', () => {
  const sourcesIn = (name: string): string[] => {
    const at = join(modules, name, 'src')
    return readdirSync(at, { recursive: true, encoding: 'utf8' })
      .filter(f => /\.[mc]?tsx?$/.test(f))
      .map(f => join(at, f))
      .sort()
  }

  it.each(['piscina', '@temporalio/worker'])(
    '%s: equal on every call',
    async name => {
      const questions = questionsOf(sourcesIn(name))
      const native = await ask('native', repository, questions)
      const morph = await ask('ts-morph', repository, questions)
      const count = [...native.answers.values()].flat().filter(a => a.callee.length > 0).length
      expect(count).toBeGreaterThan(100)
      for (const [file, answers] of native.answers) {
        const sites = sitesOf(file).map(s => s.text)
        const labelled = (list: Answer[]) => list.map((a, i) => ({ file, site: sites[i], ...a }))
        expect(labelled(answers)).toEqual(labelled(morph.answers.get(file)!))
      }
    },
    40_000,
  )
})

describe('projects without declarations of Node', () => {
  it.each(['native', 'ts-morph'] as const)('get those that came with the tool: %s', async backend => {
    const root = folder()
    write(root, {
      'a.ts': `import { fork } from 'node:child_process'\nfork('x').send(1)\n`,
      'sub/b.ts': `import { fork } from 'node:child_process'\nfork('x').send(1)\n`,
      'sub/tsconfig.json': '{}',
    })
    const { answers } = await ask(backend, root, questionsOf([join(root, 'a.ts'), join(root, 'sub/b.ts')]))
    const found = [...answers.values()].flat().flatMap(a => text(a.callee))
    expect(found).toEqual([
      'child_process#fork',
      'child_process#ChildProcess.send',
      'child_process#fork',
      'child_process#ChildProcess.send',
    ])
  })
})

describe('names of packages', () => {
  it.each([
    ['/p/node_modules/@types/node/worker_threads.d.ts', 'worker_threads'],
    ['/p/node_modules/@types/node/fs/promises.d.ts', 'fs/promises'],
    ['/p/node_modules/@types/node/inspector.generated.d.ts', 'inspector'],
    ['/p/node_modules/@types/node/web-globals/events.d.ts', 'lib.dom'],
    ['/p/node_modules/@types/ws/index.d.ts', 'ws'],
    ['/p/node_modules/@types/a__b/index.d.ts', '@a/b'],
    ['/p/node_modules/.pnpm/x@1/node_modules/@s/x/dist/index.d.ts', '@s/x'],
    ['C:\\p\\node_modules\\x\\index.d.ts', 'x'],
    [join(modules, 'xstate4/lib/interpreter.d.ts'), 'xstate'],
    ['/node_modules/typescript/lib/lib.dom.d.ts', 'lib.dom'],
    ['/p/node_modules/@typescript/typescript-linux-x64/lib/lib.webworker.d.ts', 'lib.dom'],
    ['/p/node_modules/@typescript/typescript-linux-x64/lib/lib.es5.d.ts', 'lib.es'],
    ['/p/src/lib/lib.dom.d.ts', ''],
    ['/p/src/a.ts', ''],
  ])('%s → %s', (file, name) => {
    expect(packageOf(file)).toBe(name)
  })
})

describe('enumerations', () => {
  it('are those of the installed TypeScript', () => {
    for (const [name, value] of Object.entries(FLAGS.symbol))
      expect([name, api.SymbolFlags[name as 'Alias']]).toEqual([name, value])
    for (const [name, value] of Object.entries(FLAGS.type))
      expect([name, api.TypeFlags[name as 'Any']]).toEqual([name, value])
    for (const [name, value] of Object.entries(FLAGS.object))
      expect([name, api.ObjectFlags[name as 'Class']]).toEqual([name, value])
    for (const [name, value] of Object.entries(KINDS))
      expect([name, tree.SyntaxKind[name as 'Block']]).toEqual([name, value])
  })
})

/** Gone, or dead and only not yet collected by whoever has inherited it. */
function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return true
  }
  const stat = `/proc/${pid}/stat`
  return existsSync(stat) && /\) [ZX] /.test(readFileSync(stat, 'utf8'))
}

const goneSoon = (pid: number): Promise<void> =>
  expect.poll(() => isGone(pid), { timeout: 5000, interval: 5 }).toBe(true)

describe('files that no checker reads', () => {
  it.each(['native', 'ts-morph'] as const)('have no answers: %s', async backend => {
    const root = folder()
    write(root, { 'a.vue': '<script>f()</script>', 'empty.ts': '' })
    const names = ['a.vue', 'missing.ts', 'empty.ts'].map(name => join(root, name))
    const { answers } = await ask(
      backend,
      root,
      new Map(names.map(n => [n, [{ callee: 0 }, { callee: 40, receiver: 0 }]])),
    )
    const unread = { callee: [], receiver: [], unknown: 'no type checker reads its file' }
    expect(answers.get(names[0]!)).toEqual([unread, unread])
    expect(answers.get(names[1]!)).toEqual([unread, unread])
    expect(answers.get(names[2]!)!.map(a => a.callee)).toEqual([[], []])
  })
})

describe('the child process', () => {
  const root = folder()
  const file = join(root, 'a.ts')
  const questions = new Map<string, Question[]>([[file, [{ callee: 0 }]]])
  const built = pathToFileURL(join(repository, 'dist/src/sites/oracle/native.js')).href

  beforeAll(() => {
    symlinkSync(modules, join(root, 'node_modules'), 'dir')
    write(root, { 'package.json': '{"type":"module"}', 'a.ts': 'fetch(location.href)\n' })
    write(root, {
      'run.js': `
        import { NativeOracle } from ${JSON.stringify(built)}
        const root = ${JSON.stringify(root)}
        const oracle = await NativeOracle.start({ root, onNotice: () => {} })
        await oracle.ask(new Map([[root + '/a.ts', [{ callee: 0 }]]]))
        const how = process.argv[2]
        if (how === 'handled') {
          const stop = async () => { await oracle.close(); console.log('closed'); process.exit(0) }
          process.once('SIGINT', stop)
          process.once('SIGTERM', stop)
        }
        console.log(oracle.pid)
        if (how === 'throw') throw new Error('on purpose')
        if (how === 'exit') process.exit(3)
        if (how !== 'forget') process.stdin.resume()
      `,
    })
  })

  /** Starts the script; the promise is of the checker's process id. */
  async function run(
    how: string,
  ): Promise<{ script: ChildProcess; pid: number; lines: () => Promise<string | undefined> }> {
    const script = spawn(process.execPath, [join(root, 'run.js'), how], { stdio: ['pipe', 'pipe', 'ignore'] })
    const lines = createInterface(script.stdout)[Symbol.asyncIterator]()
    const next = async () => (await lines.next()).value as string | undefined
    return { script, pid: Number(await next()), lines: next }
  }

  const ended = async (script: ChildProcess): Promise<unknown> =>
    script.exitCode ?? script.signalCode ?? (await once(script, 'exit').then(([code, signal]) => code ?? signal))

  it('is reaped by close()', async () => {
    const oracle = await NativeOracle.start({ root, onNotice: () => {} })
    const pid = oracle.pid!
    expect(isGone(pid)).toBe(false)
    const [[answer]] = (await oracle.ask(questions)).values() as unknown as [[Answer]]
    expect(text(answer.callee)).toEqual(['lib.dom#fetch'])
    await Promise.all([oracle.close(), oracle.close()])
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
    await oracle.close()
    await expect(oracle.ask(questions)).rejects.toThrow(OracleError)
  })

  it.each([
    ['throw', 1],
    ['exit', 3],
    ['forget', 0],
  ])('goes with its parent: %s', async (how, code) => {
    const { script, pid } = await run(how)
    expect(await ended(script)).toBe(code)
    await goneSoon(pid)
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('goes with its parent: %s', async signal => {
    const bare = await run('wait')
    bare.script.kill(signal)
    expect(await ended(bare.script)).toBe(signal)
    await goneSoon(bare.pid)
    const handled = await run('handled')
    handled.script.kill(signal)
    expect(await handled.lines()).toBe('closed')
    expect(isGone(handled.pid)).toBe(true)
    expect(await ended(handled.script)).toBe(0)
  })

  it('fails the question that is open when it is killed', async () => {
    const oracle = await NativeOracle.start({ root, onNotice: () => {} })
    const asked = oracle.ask(questions)
    process.kill(oracle.pid!, 'SIGKILL')
    await expect(asked).rejects.toThrow(OracleError)
    await oracle.close()
  })

  it('is killed when it does not answer in time', async () => {
    const rpc = new RpcChild({ command: process.execPath, args: ['-e', 'process.stdin.resume()'], env: process.env })
    await expect(rpc.within(10, () => rpc.request('initialize', null))).rejects.toThrow('did not answer within 10 ms')
    await rpc.close()
    expect(isGone(rpc.pid!)).toBe(true)
  })
})

describe('falling back to ts-morph', () => {
  const root = folder()
  const file = join(root, 'a.ts')
  const questions = new Map<string, Question[]>([[file, [{ callee: 0 }]]])
  beforeAll(() => write(root, { 'a.ts': 'fetch(location.href)\n' }))

  async function answered(
    executable: string,
    before: () => void = () => {},
  ): Promise<{ backend: string; notices: string[] }> {
    const notices: string[] = []
    const oracle = await openOracle('native', { root, onNotice: t => notices.push(t), executable })
    try {
      before()
      const both = await Promise.all([oracle.ask(questions), oracle.ask(questions)])
      for (const answers of both) expect(text(answers.get(file)![0]!.callee)).toEqual(['lib.dom#fetch'])
      return { backend: oracle.backend, notices }
    } finally {
      await oracle.close()
    }
  }

  it('when the executable is missing', async () => {
    const { backend, notices } = await answered(join(root, 'missing'))
    expect(backend).toBe('ts-morph')
    expect(notices).toEqual([expect.stringMatching(/can't be started: .*ENOENT; ts-morph is used instead/)])
  })

  it('when it is not a type checker', async () => {
    const { backend, notices } = await answered(process.execPath)
    expect(backend).toBe('ts-morph')
    expect(notices).toEqual([expect.stringContaining('the type checker ended (exit code 9); ts-morph')])
  })

  it('when it dies between two questions', async () => {
    const script = join(root, 'checker.sh')
    const real = (await import(join(modules, 'typescript/lib/getExePath.js'))) as { default: () => string }
    writeFileSync(script, `#!/bin/sh\necho $$ > "$0.pid"\nexec "${real.default()}" "$@"\n`, { mode: 0o755 })
    const { backend, notices } = await answered(script, () =>
      process.kill(Number(readFileSync(`${script}.pid`, 'utf8')), 'SIGKILL'),
    )
    expect(backend).toBe('ts-morph')
    expect(notices).toEqual(['the type checker ended (SIGKILL); ts-morph is used instead, which is slower'])
  })
})
