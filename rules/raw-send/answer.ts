/** Answers: messages by which a request that somebody has made is known again. */
import type { FilePass } from '../../src/audit/rule.js'
import { bindingOf, constant, initialiser, rootOf } from '../../src/sites/aliases.js'
import { keyName, memberName, type Node, strip } from '../../src/sites/ast.js'
import type { Site } from '../../src/sites/find.js'
import { requestKey } from '../../src/sites/request-key.js'
import { fromMessage, hearers, messageOf } from './shape.js'

const results = /^(result|results|response|reply|answer|error|err|ok|success|status|value|output|returnValue)$/i

/**
 * `{ id, result }`, `{ ref: msg.ref, … }`, `[msg.id, …]`, also as JSON: with the key of the request goes what came of
 * it, or the key was taken from the message that is heard, or from what the worker was started with.
 */
export function isAnswer(site: Site, pass: FilePass): boolean {
  const message = messageOf(site)
  if (!message) return false
  const n = bare(message, pass)
  const given = (value: Node): boolean => isGiven(strip(value), site, pass)
  if (n.type === 'ArrayExpression') {
    const [first, ...rest] = n.elements
    return first != null && rest.length > 0 && isIdOf(first as Node) && given(first as Node)
  }
  if (n.type !== 'ObjectExpression') return false
  const parts = n.properties.flatMap(p => (p.type === 'Property' ? [p] : []))
  const nameOf = (p: (typeof parts)[number]): string => keyName(p.key, p.computed) ?? ''
  const key = parts.find(p => requestKey.test(nameOf(p)))
  if (!key || parts.length < 2) return false
  return given(key.value as Node) || parts.some(p => p !== key && results.test(nameOf(p)))
}

/** What stands in `JSON.stringify(…)`. */
function bare(message: Node, pass: FilePass): Node {
  const n = constant(message, pass.file)
  const isJson = n.type === 'CallExpression' && memberName(strip(n.callee)) === 'stringify'
  return isJson && n.arguments[0] ? constant(n.arguments[0] as Node, pass.file) : n
}

const isIdOf = (node: Node): boolean => {
  const n = strip(node)
  return requestKey.test((n.type === 'Identifier' ? n.name : memberName(n)) ?? '')
}

/** Comes from the message that is heard, or from `workerData`, be it through names and `JSON.parse(String(…))`. */
function isGiven(node: Node, site: Site, pass: FilePass, depth = 0): boolean {
  const n = strip(node)
  if (depth > 6) return false
  if (n.type === 'CallExpression' && n.arguments.some(a => isGiven(a as Node, site, pass, depth + 1))) return true
  const head = rootOf(n)
  if (head.type !== 'Identifier') return false
  if (head.name === 'workerData' || fromMessage(head, hearers(site, pass), pass)) return true
  const init = initialiser(bindingOf(head, pass.file))
  return init !== undefined && isGiven(init, site, pass, depth + 1)
}
