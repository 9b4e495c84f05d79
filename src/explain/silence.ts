/** Why a call, a construction or an assignment is no site. */
import { dialects } from '../../dialects/index.js'
import type { FileSites } from '../audit/collect.js'
import { relativePath } from '../files/paths.js'
import {
  type AssignmentNode,
  type CallNode,
  literalText,
  memberName,
  type NewNode,
  type Node,
  positionOf,
  type SourceFile,
  strip,
} from '../sites/ast.js'
import type { Row } from '../sites/dialect.js'
import type { Inference } from '../sites/infer.js'
import type { KnownRow } from '../sites/library.js'
import { libraryTypes } from '../sites/library-types.js'
import { functionMeant } from '../sites/mentions.js'
import type { Answer } from '../sites/oracle/oracle.js'
import type { Prefilter } from '../sites/prefilter.js'
import type { Ty } from '../sites/ty.js'
import type { Silent, SilentBecause, Spot } from './explanation.js'
import type { SpotOf } from './spots.js'

export type Call = CallNode | NewNode | AssignmentNode

export interface Surroundings {
  root: string
  file: SourceFile
  inf: Inference
  prefilter: Prefilter
  /** None where the quick test let the file go. */
  sites?: FileSites
  spot: SpotOf
}

interface Because {
  because: SilentBecause
  reason: string
  through?: Spot[]
}

export function silenceOf(node: Call, nameNode: Node, callee: string, cx: Surroundings): Silent {
  const { line, column } = positionOf(cx.file, nameNode.start)
  const { because, reason, through = [] } = why(node, cx)
  return { line, column, callee, because, reason, through }
}

function why(node: Call, cx: Surroundings): Because {
  const { file, inf, sites } = cx
  const unrelated = sites?.unrelated.find(u => u.candidate.node === node)
  if (unrelated) return byTypes(unrelated.answer, cx)
  const callee = strip(node.type === 'AssignmentExpression' ? (node.left as Node) : node.callee)
  const name = callee.type === 'MemberExpression' ? memberName(callee) : callee.type === 'Identifier' ? callee.name : ''
  if (name === undefined) return { because: 'unknown', reason: 'which member it calls is computed, and not seen' }
  const isSlot = node.type === 'AssignmentExpression'
  if (node.type === 'NewExpression') return construction(callee, name, cx)
  const rows = rowsNamed(name, inf).filter(({ row }) => (row.slot === true) === isSlot)
  if (callee.type !== 'MemberExpression') {
    const own = functionMeant(callee, file, inf)
    if (own)
      return {
        because: 'own',
        reason: `\`${name}\` is the program's own function; what it does is judged where it is written`,
        through: [cx.spot('the function', own.fn, own.file)],
      }
  }
  if (rows.length === 0)
    return {
      because: 'no-such-member',
      reason: isSlot
        ? `no dialect has a slot \`${name}\` that a listener is assigned to`
        : `no dialect has a member or a function \`${name}\``,
    }
  return (
    receiver(node, callee, name, cx) ??
    absent(rows, cx) ??
    ofEvent(node, rows) ?? { because: 'unrelated', reason: `\`${name}\` is none of ${named(rows)} here` }
  )
}

/** What the receiver is known to be. */
function receiver(node: Call, callee: Node, name: string, cx: Surroundings): Because | undefined {
  const { file, inf } = cx
  if (callee.type !== 'MemberExpression') return undefined
  const { object } = callee
  const text = file.text.slice(object.start, Math.min(object.end, object.start + 60)).replace(/\s+/g, ' ')
  const ty = inf.typeOf(object, file)
  const on = libraryTypes(inf, ty, name)
  if (on.own || ty.k === 'instance') {
    const cls = ty.k === 'instance' ? ty : undefined
    return {
      because: 'own',
      reason: `\`${text}\` is the program's own ${cls ? `class \`${cls.decl.id?.name ?? 'class'}\`` : 'type'}; what \`${name}\` does is judged where it is written`,
      through: cls ? [cx.spot('the class', cls.decl, cls.file)] : [],
    }
  }
  const type = on.types[0]
  if (type !== undefined) return ofLibrary(node, text, type, name, cx)
  return ofType(ty, text, name, cx)
}

/** A dialect's type, and this member of it. */
function ofLibrary(node: Call, text: string, type: string, name: string, { inf }: Surroundings): Because {
  const rows = inf.library.memberRows(type, name)
  const shown = `\`${text}\` is \`${type}\``
  if (rows.length === 0) {
    const generic = rowsNamed(name, inf).some(({ row }) => row.generic && isOf(row, type, inf))
    return generic
      ? { because: 'no-site', reason: `${shown}, a plain emitter, which only the preset strict looks at` }
      : {
          because: 'unrelated',
          reason: `${shown}, and its \`${name}\` neither sends, watches, calls, makes nor ends anything`,
        }
  }
  if (rows.every(r => r.local))
    return { because: 'no-site', reason: `${shown}, whose \`${name}\` stays in its own thread` }
  return (
    ofEvent(
      node,
      rows.map(row => ({ row, dialect: row.dialect })),
    ) ?? {
      because: 'no-site',
      reason: `${shown}, and this use of \`${name}\` is none of its rows`,
    }
  )
}

const isOf = (row: Row, type: string, inf: Inference): boolean =>
  row.sym.includes('#') && inf.library.isA(type, `${row.from}#${row.sym.split('#')[0]}`)

function ofType(ty: Ty, text: string, name: string, cx: Surroundings): Because | undefined {
  const unrelated = (what: string, through: Spot[] = []): Because => ({
    because: 'unrelated',
    reason: `\`${text}\` is ${what}, and no peer`,
    through,
  })
  switch (ty.k) {
    case 'shape':
      return {
        because: 'own',
        reason: `\`${text}\` has a type of the program's own, whose \`${name}\` is no dialect's`,
        through: [cx.spot('the type', ty.decl, ty.file)],
      }
    case 'object':
      return {
        because: 'own',
        reason: `\`${text}\` is an object that is written in the program`,
        through: [cx.spot('the object', ty.node, ty.file)],
      }
    case 'class':
      return {
        because: 'own',
        reason: `\`${text}\` is the program's own class`,
        through: [cx.spot('the class', ty.decl, ty.file)],
      }
    case 'function':
      return unrelated('a function', [cx.spot('the function', ty.node, ty.file)])
    case 'list':
      return unrelated('a list')
    case 'map':
      return unrelated('a map')
    case 'tuple':
      return unrelated('a tuple')
    case 'promise':
      return unrelated('a promise')
    case 'plain':
      return unrelated('a plain value')
    case 'module':
      return ty.file
        ? { because: 'own', reason: `\`${text}\` is the program's own module ${relativePath(cx.root, ty.file.path)}` }
        : unrelated(`the module \`${ty.module}\`, whose \`${name}\` is in no dialect`)
    default:
      return undefined
  }
}

function construction(callee: Node, name: string, cx: Surroundings): Because {
  const { inf, file } = cx
  const made = inf.instanceOf(inf.typeOf(callee, file))
  if (made.k === 'instance')
    return {
      because: 'own',
      reason: `\`${name}\` is the program's own class; what it does is judged where it is written`,
      through: [cx.spot('the class', made.decl, made.file)],
    }
  if (made.k === 'lib')
    return {
      because: 'no-site',
      reason: `it makes a \`${made.name}\`, which is no process, thread or actor of its own`,
    }
  const rows = rowsNamed(name, inf).filter(({ row }) => row.sym.startsWith('new '))
  if (rows.length === 0) return { because: 'no-such-member', reason: `no dialect makes peers with \`new ${name}\`` }
  return absent(rows, cx) ?? { because: 'unrelated', reason: `this \`${name}\` is none of ${named(rows)}` }
}

interface Named {
  row: Row | KnownRow
  dialect: string
}

/** Rows of all dialects for one name, whatever the scan has of their libraries; those of plain emitters too. */
function rowsNamed(name: string, { library }: Inference): Named[] {
  const known = [...library.rows()].filter(row => row.name === name).map(row => ({ row, dialect: row.dialect }))
  if (library.options.generic) return known
  const plain = dialects.flatMap(d =>
    d.rows.filter(row => row.generic && row.sym.split('#').at(-1) === name).map(row => ({ row, dialect: d.name })),
  )
  return [...known, ...plain]
}

const unique = (names: Iterable<string>): string[] => [...new Set(names)]
const named = (rows: readonly Named[]): string => {
  const all = unique(rows.map(({ row, dialect }) => `\`${row.sym}\` of ${row.sym.includes('#') ? dialect : row.from}`))
  return all.length > 3 ? `${all.slice(0, 3).join(', ')} and ${all.length - 3} more` : all.join(', ')
}

function absent(rows: readonly Named[], { prefilter, inf }: Surroundings): Because | undefined {
  if (!rows.every(({ dialect }) => prefilter.lacks(dialect))) return undefined
  const packages = unique(rows.flatMap(({ dialect }) => [...(inf.library.packages.get(dialect) ?? [])]))
  const shown = packages.slice(0, 4).map(p => `\`${p}\``)
  return {
    because: 'absent-library',
    reason: `it could be ${named(rows)}, and nothing in the scan imports or depends on ${shown.join(', ')}`,
  }
}

/** An event that tells of no peer. */
function ofEvent(node: Call, rows: readonly Named[]): Because | undefined {
  if (node.type === 'AssignmentExpression') return undefined
  const watches = rows.filter(({ row }) => (row.role === 'watch' || row.role === 'unwatch') && row.event !== undefined)
  if (watches.length === 0 || watches.length < rows.length) return undefined
  const event = literalText(node.arguments[watches[0]!.row.event ?? 0] as Node | undefined)
  if (event === undefined) return undefined
  const events = unique(watches.filter(({ row }) => !row.generic).flatMap(({ row }) => row.events ?? []))
  if (events.length === 0 || events.includes(event)) return undefined
  const shown = events.slice(0, 8).map(e => `\`${e}\``)
  return {
    because: 'no-site',
    reason: `the event \`${event}\` tells of no peer; of ${unique(watches.map(w => w.dialect))
      .slice(0, 4)
      .join(', ')} these do: ${shown.join(', ')}${events.length > shown.length ? ', …' : ''}`,
  }
}

/** What the type checker said. */
function byTypes({ receiver, callee }: Answer, cx: Surroundings): Because {
  const shown = receiver[0] ?? callee[0]
  if (!shown)
    return { because: 'unrelated', reason: 'the type checker knows its receiver, which is no type of a dialect' }
  const name = receiver[0] ? shown.name : [shown.container, shown.name].filter(Boolean).join('.')
  const home =
    shown.from === '' ? "the program's own" : shown.from === 'lib.es' ? "the language's own" : `of \`${shown.from}\``
  const known = shown.from !== '' && cx.inf.library.knows(`${shown.from}#${shown.name}`)
  return {
    because: shown.from === '' ? 'own' : 'unrelated',
    reason: `the type checker says that ${receiver[0] ? 'its receiver' : 'it'} is \`${name}\`, ${home}, ${known ? 'whose member of this name is no row of a dialect' : 'which is in no dialect'}`,
  }
}
