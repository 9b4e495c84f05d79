/** The name of a monitor in lists and leak reports: short, the same tomorrow, once in a file. */
import { j, nodeOf, type Path, type Syntax, type Tree, unwrapped } from '../tree.js'
import { keyOf } from './around.js'

const taken = new WeakMap<Tree, Set<string>>()

/** The enclosing class and function, at top level the file's name; with the target where that is not enough. */
export function tagOf(path: Path, target: Syntax, tree: Tree, file: string): string {
  const names = taken.get(tree) ?? written(tree)
  taken.set(tree, names)
  const scope = scopeOf(path) || file.replace(/^.*\//, '').replace(/\.\w+$/, '')
  const node = unwrapped(target)
  const whom = ((node.property as Syntax | undefined)?.name ?? node.name ?? 'peer') as string
  let tag = scope
  for (let i = 1; names.has(tag); i++) tag = i === 1 ? `${scope} ${whom}` : `${scope} ${whom} ${i}`
  names.add(tag)
  return tag
}

function scopeOf(path: Path): string {
  const names: string[] = []
  for (let p = path.parent as Path | null; p; p = p.parent as Path | null) {
    const node = nodeOf(p) as Syntax & { id?: Syntax | null }
    if (
      !/^(Class(Declaration|Expression|Method|PrivateMethod)|Function|ObjectMethod|VariableDeclarator)/.test(node.type)
    )
      continue
    const name = (node.id?.name as string | undefined) ?? keyOf(node)
    if (name !== undefined) names.unshift(name)
  }
  return names.join('.')
}

/** Tags that the file has already. */
function written(tree: Tree): Set<string> {
  const names = new Set<string>()
  tree.root.find(j.ObjectProperty).forEach(p => {
    const { key, value } = nodeOf(p) as Syntax & { key: Syntax; value: Syntax }
    if (key.name === 'tag' && value.type === 'StringLiteral') names.add(value.value as string)
  })
  return names
}
