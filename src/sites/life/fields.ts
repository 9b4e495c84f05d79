/** Fields of the object itself, and members of others. */
import {
  type AssignmentNode,
  classOf,
  type FunctionNode,
  keyName,
  memberName,
  type Node,
  type SourceFile,
  strip,
} from '../ast.js'
import { dominates, inLoop, instanceField, isConstructor, ownerFunction } from '../flow.js'
import { freshness } from '../fresh.js'
import { oncePerObject } from '../once.js'
import { scopeAround } from '../scope.js'
import { keyOf, membersSet } from '../target.js'
import { type Life, outer, type Search, unknown, worst } from './common.js'
import { assigned, valueAt } from './value.js'

/** `this.x`, or `this` itself in a class that is a peer. */
export function ofField(
  name: string | undefined,
  n: Node,
  at: Node,
  file: SourceFile,
  cx: Search,
  depth: number,
): Life {
  const cls = classOf(n)
  const fn = ownerFunction(at)
  const inField = instanceField(at) !== undefined
  if (!cls || (!fn && !inField)) return outer('it belongs to an object that outlives the function')
  if (name === undefined) {
    return oncePerObject(at, file, cx.callers)
      ? { life: 'own', why: 'it registers on itself, once per object' }
      : unknown('how often the method runs for one object is not seen')
  }
  const set = fieldsSet(file).get(cls)?.get(name) ?? []
  const here = set.filter(a => ownerFunction(a) === fn && a.operator === '=' && a.start < at.start)
  const { values, certain } = assigned(here, at)
  if (certain) {
    const life = values.map(v => cx.of(v, v.parent as Node, file, cx, depth + 1)).reduce(worst)
    return life.life === 'local'
      ? { life: 'own', why: `\`this.${name}\` is set to a new object by the same run`, origin: here.at(-1) }
      : life
  }
  const perObject = oncePerObject(at, file, cx.callers)
  const setter = set
    .map(a => ownerFunction(a))
    .find(f => fn !== undefined && f !== undefined && calledOnlyBy(fn, f, file, cx))
  if (setter) {
    const a = set.find(x => ownerFunction(x) === setter)!
    const life = cx.of(a.right, a, file, cx, depth + 1)
    return life.life === 'local' || life.life === 'own'
      ? { life: 'own', why: `\`this.${name}\` is new in each run that registers`, origin: a }
      : life
  }
  if (perObject) return ofOwnField(cls, name, set, file, cx, depth)
  return outer(`\`this.${name}\` may be the same in the next call`)
}

type FieldsSet = Map<Node, Map<string, AssignmentNode[]>>
const fields = new WeakMap<SourceFile, FieldsSet>()

/** `this.x = …`, by class and name: each watcher of a field looks for them. */
function fieldsSet(file: SourceFile): FieldsSet {
  const known = fields.get(file)
  if (known) return known
  const found: FieldsSet = new Map()
  fields.set(file, found)
  for (const a of file.assignments) {
    const left = strip(a.left as Node)
    const name = left.type === 'MemberExpression' && strip(left.object).type === 'ThisExpression' && memberName(left)
    const cls = name ? classOf(left) : undefined
    if (!name || !cls) continue
    const names = found.get(cls) ?? new Map<string, AssignmentNode[]>()
    found.set(cls, names)
    const list = names.get(name)
    if (list) list.push(a)
    else names.set(name, [a])
  }
  return found
}

/** Registered once per object: what matters is whether the field's object is the object's own. */
function ofOwnField(cls: Node, name: string, set: AssignmentNode[], file: SourceFile, cx: Search, depth: number): Life {
  if (cls.type !== 'ClassDeclaration' && cls.type !== 'ClassExpression') return unknown('its class is not seen')
  for (const m of cls.body.body) {
    if (m.type === 'PropertyDefinition' && keyName(m.key, m.computed) === name && m.value) {
      const f = freshness(m.value, file, cx.inf)
      if (f === 'fresh')
        return { life: 'own', why: `\`this.${name}\` is the object's own, and it registers once per object`, origin: m }
      return f === 'unknown'
        ? unknown('whether the field is a new object is not seen')
        : cx.of(m.value, m.value, file, cx, depth + 1)
    }
    if (m.type === 'MethodDefinition' && m.kind === 'constructor')
      for (const p of m.value.params)
        if (p.type === 'TSParameterProperty') {
          const id = p.parameter.type === 'AssignmentPattern' ? p.parameter.left : p.parameter
          if (id.type === 'Identifier' && id.name === name)
            return cx.of(id as Node, m.value.body as Node, file, cx, depth + 1)
        }
  }
  const a = set[0]
  if (!a) return unknown(`what \`this.${name}\` is set to is not seen`)
  const life = cx.of(a.right, a, file, cx, depth + 1)
  return life.life === 'local'
    ? { life: 'own', why: `\`this.${name}\` is the object's own, and it registers once per object`, origin: a }
    : life
}

/** All calls lead back to the function that sets the field, each to one run of it: each registration has a new object. */
function calledOnlyBy(fn: FunctionNode, setter: FunctionNode, file: SourceFile, cx: Search, depth = 0): boolean {
  if (isConstructor(setter)) return false
  const all = cx.callers.of(fn, file)
  return (
    all.length > 0 &&
    all.every(c => {
      const around = ownerFunction(c.node)
      if (!c.isCall || c.file !== file || inLoop(c.node, around)) return false
      return (
        around === setter || (depth < 3 && around !== undefined && calledOnlyBy(around, setter, file, cx, depth + 1))
      )
    })
  )
}

export function ofMember(
  n: Extract<Node, { type: 'MemberExpression' }>,
  at: Node,
  file: SourceFile,
  cx: Search,
  depth: number,
): Life {
  const name = memberName(n)
  const object = strip(n.object)
  if (object.type === 'ThisExpression' && name !== undefined) return ofField(name, n, at, file, cx, depth)
  // a port that came with a message belongs to whoever gets it
  if (name !== undefined && /^(ports?|data|source|replyPort|port[12])$/.test(name) && isMessage(object, file, cx))
    return { life: 'fresh', why: 'it came with the message' }
  if (object.type === 'MemberExpression' && memberName(object) === 'ports')
    return { life: 'fresh', why: 'it came with the message' }
  if (name === undefined) return outer('it is one of a collection')
  const set = assignedBefore(n, at, file)
  if (set) {
    const life = cx.of(set.right, set, file, cx, depth + 1)
    if (life.life === 'local' || life.life === 'own')
      return { life: 'own', why: 'it is set to a new object by the same run', origin: set }
  }
  const made = madeWith(name, object, at, file)
  if (made) {
    const life = cx.of(made, made, file, cx, depth + 1)
    return life.life === 'local' ? { life: 'own', why: 'the same run has made it with its object', origin: made } : life
  }
  if (name === 'current') return outer('a ref keeps it from render to render')
  if (name === 'signal' && object.type === 'Identifier' && /^(req|request|ctx|context|c|event|res)$/.test(object.name))
    return { life: 'fresh', why: 'it ends with its request' }
  return cx.of(object, at, file, cx, depth + 1)
}

/** `new Worker(…)` of `this.peer = { worker: new Worker(…) }` in the same function, before. */
function madeWith(name: string, object: Node, at: Node, file: SourceFile): Node | undefined {
  const value = object.type === 'Identifier' ? initialOf(object, at, file) : assignedBefore(object, at, file)?.right
  const literal = value && strip(value)
  if (literal?.type !== 'ObjectExpression') return undefined
  const p = literal.properties.find(q => q.type === 'Property' && keyName(q.key as Node, q.computed) === name)
  return p?.type === 'Property' ? (p.value as Node) : undefined
}

/** What a variable of the same run holds for sure. */
function initialOf(id: Extract<Node, { type: 'Identifier' }>, at: Node, file: SourceFile): Node | undefined {
  const b = scopeAround(file.scopeOf, id)?.value(id.name)
  if (b?.kind !== 'variable' || ownerFunction(b.id) !== ownerFunction(at)) return undefined
  const { values, certain } = valueAt(b, at, file)
  return certain && values.length === 1 ? values[0] : undefined
}

/** `this.portal.socket = …` in the same function, before. */
function assignedBefore(n: Node, at: Node, file: SourceFile): AssignmentNode | undefined {
  const fn = ownerFunction(at)
  const key = keyOf(n, file)
  return membersSet(file)
    .get(key)
    ?.findLast(a => a.operator === '=' && a.start < at.start && ownerFunction(a) === fn && dominates(a, at, []))
}

function isMessage(object: Node, file: SourceFile, cx: Search): boolean {
  const root = object.type === 'MemberExpression' ? strip(object.object) : object
  const ty = cx.inf.typeOf(root, file)
  if (ty.k === 'lib') return /MessageEvent$/.test(ty.name)
  return root.type === 'Identifier' && /^(e|ev|evt|event|msg|message|workerData)$/.test(root.name)
}
