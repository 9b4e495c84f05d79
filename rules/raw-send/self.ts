/** Whether a send goes to the sender itself: decided by its target alone, never by what it carries. */
import type { FilePass } from '../../src/audit/rule.js'
import { bindingOf, initialiser, rootOf } from '../../src/sites/aliases.js'
import {
  ancestors,
  type FunctionNode,
  isFunction,
  literalText,
  memberName,
  type Node,
  strip,
  walk,
} from '../../src/sites/ast.js'
import type { Site } from '../../src/sites/find.js'
import { handedTo } from '../../src/sites/flow.js'
import { assignmentsTo } from '../../src/sites/mentions.js'
import { parts } from '../../src/sites/ty.js'

/** `maybe`: oneself unless somebody else is given. `parent`: oneself, seen from an actor that this one has made. */
export type Addressee = 'self' | 'maybe' | 'parent' | 'other'

const selfTypes = /#(Self|OwnWindow)$/

export function addresseeOf(site: Site, pass: FilePass): Addressee {
  const { row, target } = site
  const page = ofPage(site)
  if (page !== undefined) return page
  if (row.role === 'selfSend') {
    // of `event.sender ?? self` the half that nothing is known of may be somebody else
    if (target && expression(target, pass, 0) === 'maybe') return 'maybe'
    return target && crosses(rootOf(target), pass) ? 'parent' : 'self'
  }
  if (target) return expression(target, pass, 0)
  return site.type !== undefined && selfTypes.test(site.type) ? 'self' : 'other'
}

/** A page posts to its own window, with an origin; a worker to its owner, without one. */
function ofPage({ row, node, target }: Site): Addressee | undefined {
  if (row.from !== 'lib.dom' || row.name !== 'postMessage' || node.type === 'AssignmentExpression') return undefined
  const root = target && strip(target)
  const global = root === undefined || (root.type === 'Identifier' && /^(self|globalThis)$/.test(root.name))
  if (!global || !(row.role === 'selfSend' || row.direction === 'up')) return undefined
  const second = node.arguments[1] as Node | undefined
  return second && isOrigin(strip(second)) ? 'self' : 'other'
}

function isOrigin(n: Node): boolean {
  if (literalText(n) !== undefined || n.type === 'TemplateLiteral') return true
  if (n.type === 'MemberExpression') return memberName(n) === 'origin'
  return (
    n.type === 'ObjectExpression' &&
    n.properties.some(p => p.type === 'Property' && p.key.type === 'Identifier' && p.key.name === 'targetOrigin')
  )
}

const both = (a: Addressee, b: Addressee): Addressee =>
  a === b ? a : a === 'other' && b === 'parent' ? 'other' : 'maybe'

function expression(node: Node, pass: FilePass, depth: number): Addressee {
  const n = strip(node)
  if (depth > 8) return 'other'
  switch (n.type) {
    case 'LogicalExpression':
      return n.operator === '&&'
        ? expression(n.right, pass, depth + 1)
        : both(expression(n.left, pass, depth + 1), expression(n.right, pass, depth + 1))
    case 'ConditionalExpression':
      return both(expression(n.consequent, pass, depth + 1), expression(n.alternate, pass, depth + 1))
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return returned(n, pass, depth)
    case 'Identifier': {
      const binding = bindingOf(n, pass.file)
      if (binding && crosses(n, pass)) {
        const seen = named(n, pass, depth)
        return seen === 'self' ? 'parent' : seen === 'maybe' ? 'other' : seen
      }
      return named(n, pass, depth)
    }
    case 'MemberExpression':
      return byType(n, pass) === 'self' && crosses(rootOf(n), pass) ? 'parent' : byType(n, pass)
    default:
      return byType(n, pass)
  }
}

/** Where a name's value comes from: its initialiser, what is assigned to it later, a parameter's default. */
function named(id: Node, pass: FilePass, depth: number): Addressee {
  const { file } = pass
  const binding = bindingOf(id, file)
  const init =
    binding?.node.type === 'VariableDeclarator' && binding.node.id === binding.id ? initialiser(binding) : undefined
  const later = binding ? assignmentsTo(binding, file) : []
  if (init)
    return later.reduce((all, a) => both(all, expression(a.right, pass, depth + 1)), expression(init, pass, depth + 1))
  if (binding?.kind === 'parameter' && isFunction(binding.node)) {
    const param = binding.node.params.find(p => p.type === 'AssignmentPattern' && p.left === binding.id)
    if (param?.type === 'AssignmentPattern') {
      const fallback = expression(param.right, pass, depth + 1)
      if (fallback !== 'other') return 'maybe'
    }
  }
  return byType(id, pass)
}

function byType(n: Node, pass: FilePass): Addressee {
  const all = parts(pass.inf.typeOf(n, pass.file)).map(t => t.k === 'lib' && selfTypes.test(t.name))
  return all.every(Boolean) ? 'self' : all.some(Boolean) ? 'maybe' : 'other'
}

/** What a function that chooses the target gives back: `sendTo(({ self }) => self, …)`. */
function returned(fn: FunctionNode, pass: FilePass, depth: number): Addressee {
  if (!fn.body) return 'other'
  if (fn.body.type !== 'BlockStatement') return expression(fn.body, pass, depth + 1)
  const found: Addressee[] = []
  walk(fn.body, n => {
    if (n.type === 'ReturnStatement' && n.argument) found.push(expression(n.argument, pass, depth + 1))
    return !isFunction(n)
  })
  return found.length === 0 ? 'other' : found.reduce(both)
}

/** The name belongs to code outside of an actor in whose own function it is used: `self` of the parent. */
function crosses(id: Node, pass: FilePass): boolean {
  const scope = bindingOf(id, pass.file)?.scope.node
  if (!scope) return false
  for (const a of ancestors(id)) {
    if (a === scope) return false
    if (isFunction(a) && makesActor(a, pass)) return true
  }
  return false
}

/** The function is the program of an actor that is made of it. */
function makesActor(fn: FunctionNode, pass: FilePass): boolean {
  const call = handedTo(fn)
  if (call) {
    const ty = pass.inf.typeOf(call, pass.file)
    if (ty.k === 'lib' && ty.name.endsWith('#ActorLogic')) return true
  }
  return (programs.get(pass.sites) ?? programsIn(pass)).has(fn)
}

const programs = new WeakMap<readonly Site[], Set<Node>>()

/** What is given to those who make peers. */
function programsIn({ file, inf, sites }: FilePass): Set<Node> {
  const found = new Set<Node>()
  programs.set(sites, found)
  for (const { row, node } of sites) {
    if (row.role !== 'spawn' || node.type === 'AssignmentExpression') continue
    for (const arg of node.arguments) {
      const n = strip(arg as Node)
      found.add(n)
      const ty = n.type === 'Identifier' ? inf.typeOf(n, file) : undefined
      if (ty?.k === 'function') found.add(ty.node)
    }
  }
  return found
}
