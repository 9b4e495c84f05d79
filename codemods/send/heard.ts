/** Whether a file listens to the errors of a recipient: by its name, or of all that it makes. */
import type { SiteReport } from '../../src/result.js'
import { callAt, j, nodeOf, type Path, type Syntax, sourceOf, type Tree, unwrapped } from '../tree.js'
import { keyText } from './peer-key.js'

const registers = /^(on|once|addListener|addEventListener|prependListener|prependOnceListener)$/

export function isHeard(target: Syntax, dialect: string, sites: readonly SiteReport[], tree: Tree): boolean {
  const heard = heardIn(tree)
  if (heard.has(keyOf(target, tree))) return true
  const made = sites.filter(s => s.role === 'spawn' && s.dialect === dialect)
  return made.length > 0 && made.every(s => namesOf(s, tree).some(name => heard.has(name)))
}

const known = new WeakMap<Tree, Set<string>>()

/** What the file hears errors of, by its text. */
function heardIn(tree: Tree): Set<string> {
  const cached = known.get(tree)
  if (cached) return cached
  const heard = new Set<string>()
  known.set(tree, heard)
  tree.root.find(j.CallExpression).forEach(path => {
    const call = nodeOf(path)
    const callee = unwrapped(call.callee as Syntax)
    const name = (callee.property as Syntax | undefined)?.name as string | undefined
    if (name === undefined || !callee.object || !hearsErrors(name, call.arguments as Syntax[])) return
    // `new Worker(…).on('error', f).on('exit', g)` is what the name stands for
    let object = unwrapped(callee.object as Syntax)
    for (; /CallExpression$/.test(object.type); object = unwrapped((object.callee as Syntax).object as Syntax)) {
      if (!(unwrapped(object.callee as Syntax).object as Syntax | undefined)) break
      heard.add(keyOf(object, tree))
    }
    heard.add(keyOf(object, tree))
    for (const held of holdersOf(path, tree)) heard.add(held)
  })
  tree.root.find(j.AssignmentExpression).forEach(path => {
    const left = nodeOf(path).left as Syntax
    const slot = left.type === 'MemberExpression' ? ((left.property as Syntax).name as string | undefined) : undefined
    if (slot === 'onerror') heard.add(keyOf(left.object as Syntax, tree))
  })
  return heard
}

/** `on('error', f)`, `subscribe({ error })`, `subscribe(next, error)`. */
function hearsErrors(name: string, args: readonly Syntax[]): boolean {
  const first = args[0]
  if (registers.test(name)) return first?.value === 'error'
  if (name !== 'subscribe' || !first) return false
  if (args.length > 1) return args[1]!.type !== 'Identifier' || args[1]!.name !== 'undefined'
  if (first.type !== 'ObjectExpression') return false
  return (first.properties as Syntax[]).some(p => ((p.key as Syntax | undefined)?.name ?? '') === 'error')
}

/** What a new peer is called: by its own text, as in `new Worker(f).on(…)`, and by what it is stored in. */
function namesOf(site: SiteReport, tree: Tree): string[] {
  let found: string[] = []
  const at = tree.lineStarts[site.line - 1]! + site.column - 1
  tree.root.find(j.NewExpression).forEach(path => {
    const { start, end, callee } = nodeOf(path)
    if (start <= at && at < (callee as Syntax).end && end > at)
      found = [keyText(tree, nodeOf(path)), ...holdersOf(path, tree)]
  })
  const call = found.length === 0 ? callAt(tree, site) : undefined
  return call ? [keyText(tree, nodeOf(call)), ...holdersOf(call, tree)] : found
}

/** What an expression, or a chain of calls on it, is stored in. */
function holdersOf(path: Path, tree: Tree): string[] {
  let at = path
  for (let p = path.parent as Path | null; p; p = p.parent as Path | null) {
    const node = nodeOf(p)
    if (
      /^(MemberExpression|OptionalMemberExpression|CallExpression|OptionalCallExpression|AwaitExpression)$/.test(
        node.type,
      )
    ) {
      const inner = (node.object ?? node.callee ?? node.argument) as Syntax
      if (inner !== nodeOf(at)) return []
    } else if (node.type === 'VariableDeclarator') return [keyOf(node.id as Syntax, tree)]
    else if (node.type === 'AssignmentExpression') return [keyOf(node.left as Syntax, tree)]
    else if (/^(Class|ClassPrivate|ClassAccessor)Property$/.test(node.type))
      return [`this.${sourceOf(tree, node.key as Syntax)}`]
    else if (!/^(TSNonNull|TSAs|TSSatisfies|TSTypeAssertion|Parenthesized|Logical)/.test(node.type)) return []
    at = p
  }
  return []
}

const keyOf = (node: Syntax, tree: Tree): string => {
  const n = unwrapped(node)
  // `const worker: Worker` is called by its name alone
  return n.type === 'Identifier' ? (n.name as string) : keyText(tree, n)
}
