import { ts } from 'ts-morph'
import { describe, expect, it } from 'vitest'
import { dialects } from '../../dialects/index.js'
import type { Dialect, Member, Row } from '../../src/sites/dialect.js'
import { atRunTime, notInstalled, resolver, versionOf } from './resolver.js'

const packages = resolver(dialects)
const shapes = new Map(dialects.flatMap(dialect => Object.entries(dialect.types ?? {})))

const globals = new Set(dialects.flatMap(dialect => Object.keys(dialect.globals ?? {})))
const exported = new Map<string, Set<string>>()
for (const [module, members] of dialects.flatMap(dialect => Object.entries(dialect.exports ?? {}))) {
  exported.set(module, new Set([...(exported.get(module) ?? []), ...Object.keys(members)]))
}

/** Longest parameter list of a value; none if it cannot be called. */
function room(type: ts.Type, construct = false): number | undefined {
  const signatures = construct ? type.getConstructSignatures() : type.getCallSignatures()
  if (signatures.length === 0) return undefined
  const size = (s: ts.Signature): number => {
    const last = s.declaration?.parameters.at(-1)
    const rest = last !== undefined && 'dotDotDotToken' in last && last.dotDotDotToken !== undefined
    return rest ? Number.POSITIVE_INFINITY : s.parameters.length
  }
  return Math.max(...signatures.map(size))
}

/** Argument positions that a row speaks of; -1 (the last one) is no position. */
function positions(row: Row): number[] {
  const { target, msg, transfer, topic, callback, ackCallback, event, listener, options, timeout } = row
  const paths = timeout?.path === undefined ? [] : [timeout.path].flat()
  const all = [target, msg, transfer, topic, callback, ackCallback, event, listener, options, timeout?.arg]
  return [...all, ...paths.map(path => Number.parseInt(path, 10))].filter(
    n => typeof n === 'number' && n >= 0,
  ) as number[]
}

/** What is wrong with a row, if anything. */
function fault(row: Row, dialect: Dialect): string | undefined {
  if (!packages.installed(row.from) && row.from !== 'lib.dom') return undefined
  const [owner = '', name] = row.sym.split('#')
  const construct = owner.startsWith('new ')
  let values: ts.Type[]
  if (name === undefined) {
    const found = packages.exported(row.from, owner.replace('new ', ''), dialect)
    values = found.map(({ world, symbol }) => world.valueOf(symbol))
  } else {
    const types = packages.types(`${row.from}#${owner}`, dialect)
    if (types.length === 0) return 'its type does not exist'
    if (name === '*') return undefined
    values = types.flatMap(({ world, type }) => {
      const member = world.member(type, name)
      return member ? [world.valueOf(member)] : []
    })
  }
  if (values.length === 0) {
    const there = name === undefined ? atRunTime(row.from, owner) : atRunTime(`${row.from}#${owner}`, name)
    return there ? undefined : 'does not exist'
  }
  if (row.slot || values.some(type => type.flags & ts.TypeFlags.ESSymbolLike)) return undefined
  const sizes = values.map(type => room(type, construct)).filter(n => n !== undefined)
  if (sizes.length === 0) return construct ? 'cannot be constructed' : 'cannot be called'
  const most = Math.max(...sizes)
  const bad = positions(row).filter(position => position >= most)
  return bad.length > 0 ? `no argument ${bad.join(', ')} among ${most}` : undefined
}

const named = /[\w@./-]+#\w+(?: static)?/g
/** Types that a member leads to. */
const mentioned = (member: Member): string[] => JSON.stringify(member).match(named) ?? []

const lacks = (module: string, name: string, dialect: Dialect): boolean =>
  name !== '*' && packages.exported(module, name, dialect).length === 0 && !atRunTime(module, name)

/** Members that a dialect gives to a type or a module and that it does not have. */
function missing(dialect: Dialect): string[] {
  const out: string[] = []
  for (const [module, members] of Object.entries(dialect.exports ?? {})) {
    if (!packages.installed(module)) continue
    for (const name of Object.keys(members)) {
      if (lacks(module, name, dialect)) out.push(`${module}: ${name}`)
    }
  }
  for (const [text, shape] of Object.entries(dialect.types ?? {})) {
    const module = text.split('#')[0] ?? ''
    if (!packages.installed(module) && module !== 'lib.dom') continue
    const members = Object.keys(shape.members ?? {})
    if (text.endsWith('#Module')) {
      const lost = members.filter(name => lacks(module, name, dialect))
      out.push(...lost.map(name => `${text}: ${name}`))
      continue
    }
    const types = packages.types(text, dialect)
    if (types.length === 0) out.push(text)
    else {
      const lost = members.filter(
        name => !types.some(({ world, type }) => world.member(type, name)) && !atRunTime(text, name),
      )
      out.push(...lost.map(name => `${text}.${name}`))
    }
  }
  for (const name of Object.keys(dialect.globals ?? {})) {
    const found = /^(globalThis|global|process)$/.test(name) || packages.exported('lib.dom', name, dialect).length > 0
    if (!found) out.push(`global ${name}`)
  }
  return out
}

describe.each(dialects.map(dialect => [dialect.name, dialect] as const))('%s', (_, dialect) => {
  it('names the installed versions', () => {
    for (const [name, version] of Object.entries(dialect.testedWith)) {
      if (!notInstalled.includes(name)) expect(versionOf(name), name).toBe(version)
    }
  })

  it('has only rows that resolve', () => {
    const faults = dialect.rows.flatMap(row => {
      const text = fault(row, dialect)
      return text === undefined ? [] : [`${row.from} ${row.sym}: ${text}`]
    })
    expect(faults).toEqual([])
  })

  it('has only exports, types and globals that resolve', () => {
    expect(missing(dialect)).toEqual([])
  })

  it('leads only to types that are known', () => {
    const members = [
      ...Object.values(dialect.exports ?? {}).flatMap(module => Object.values(module)),
      ...Object.values(dialect.types ?? {}).flatMap(shape => Object.values(shape.members ?? {})),
      ...Object.values(dialect.globals ?? {}),
    ]
    const bases = Object.values(dialect.types ?? {}).flatMap(shape => shape.extends ?? [])
    const texts = new Set([...members.flatMap(mentioned), ...bases])
    const unknown = [...texts].filter(text => !shapes.has(text) && packages.types(text, dialect).length === 0)
    expect(unknown).toEqual([])
  })

  it('gives every type of its rows a shape', () => {
    const owners = dialect.rows.filter(row => row.sym.includes('#')).map(row => `${row.from}#${row.sym.split('#')[0]}`)
    expect([...new Set(owners)].filter(text => !shapes.has(text))).toEqual([])
  })

  it('makes every function and class of its rows reachable', () => {
    const names = dialect.rows
      .filter(row => !row.sym.includes('#') && row.sym !== 'new default')
      .map(row => [row.from, row.sym.replace('new ', '')] as const)
    const lost = names.filter(([from, name]) => !(from === 'lib.dom' ? globals : exported.get(from))?.has(name))
    expect(lost.map(pair => pair.join(' '))).toEqual([])
  })

  it('says of every watch what ends it and who listens', () => {
    for (const row of dialect.rows.filter(row => row.role === 'watch' && !row.slot)) {
      expect(row.released ?? row.handle, row.sym).toBeDefined()
      expect(row.listener ?? row.event, row.sym).toBeDefined()
    }
  })
})

it('would notice an invented member, function, class or argument', () => {
  const from = 'worker_threads'
  const invented: Row[] = [
    { role: 'send', from, sym: 'Worker#postMessages' },
    { role: 'send', from, sym: 'Wörker#postMessage' },
    { role: 'spawn', from, sym: 'forkThread' },
    { role: 'spawn', from, sym: 'new postMessageToThread' },
    { role: 'send', from, sym: 'Worker#postMessage', msg: 0, transfer: 2 },
    { role: 'call', from, sym: 'Worker#threadId' },
    { role: 'send', from: 'lib.dom', sym: 'Worker#send' },
  ]
  const dialect: Dialect = { name: 'invented', testedWith: {}, rows: invented }
  expect(invented.map(row => fault(row, dialect))).toEqual([
    'does not exist',
    'its type does not exist',
    'does not exist',
    'cannot be constructed',
    'no argument 2 among 2',
    'cannot be called',
    'does not exist',
  ])
})

it('has each dialect once', () => {
  const names = dialects.map(dialect => dialect.name)
  expect(new Set(names).size).toBe(names.length)
})
