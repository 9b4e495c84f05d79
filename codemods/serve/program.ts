/** The source of the program that a worker or child runs, where the code says it. */
import type { SiteReport } from '../../src/result.js'
import type { FileInput, Project } from '../codemod.js'
import { callAt, j, nodeOf, type Path, type Syntax, sourceOf, unwrapped } from '../tree.js'

/** A path as it is written, and the file that it is relative to; none: the working folder. */
interface Written {
  readonly path: string
  readonly from?: string
}

/** The file, as the scan reports it; none if it is not known. */
export function programOf(site: SiteReport, input: FileInput, project: Project): string | undefined {
  const path = spawnAt(input, site)
  if (!path) return undefined
  if (site.dialect === 'node:cluster') return clusterProgram(input, project)
  const args = nodeOf(path).arguments as Syntax[]
  const [first] = args
  if (!first || isEvaluated(site, args)) return undefined
  return found(read(first, input, project, 0), project, input.file)
}

function found(written: Written | undefined, project: Project, file: string): string | undefined {
  if (!written) return undefined
  if (written.from === undefined) return project.scriptOf(file, written.path)
  return written.path === '' ? written.from : project.sourceOf(written.from, written.path)
}

/** `new Worker(code, { eval: true })`. */
function isEvaluated({ dialect }: SiteReport, args: readonly Syntax[]): boolean {
  const options = dialect === 'node:worker_threads' ? args[1] : undefined
  const properties = options?.type === 'ObjectExpression' ? (options.properties as Syntax[]) : []
  return properties.some(p => (p.key as Syntax | undefined)?.name === 'eval')
}

/** `cluster.setupPrimary({ exec })`, else the primary's own program: this file, if it is the one that forks. */
function clusterProgram(input: FileInput, project: Project): string | undefined {
  let exec: Syntax | undefined
  let isSet = false
  input.tree.root.find(j.CallExpression).forEach(p => {
    const callee = unwrapped(nodeOf(p).callee as Syntax)
    const name = ((callee.property as Syntax | undefined) ?? callee).name as string | undefined
    if (name === undefined || !/^setup(Primary|Master)$/.test(name)) return
    const [settings] = nodeOf(p).arguments as Syntax[]
    const properties = settings?.type === 'ObjectExpression' ? (settings.properties as Syntax[]) : []
    isSet = true
    exec = properties.find(q => (q.key as Syntax | undefined)?.name === 'exec')?.value as Syntax | undefined
  })
  if (!isSet) return input.file
  return exec && found(read(exec, input, project, 0), project, input.file)
}

/** What an expression is as a path, as far as the file and what it imports say. */
function read(node: Syntax, input: FileInput, project: Project, depth: number): Written | undefined {
  const n = unwrapped(node)
  const { file } = input
  const text = literal(n)
  if (text !== undefined) return { path: text }
  if (depth > 4) return undefined
  switch (n.type) {
    case 'Identifier':
      return n.name === '__filename' ? { path: '', from: file } : named(n.name as string, input, project, depth)
    case 'MemberExpression':
      return ofMeta(sourceOf(input.tree, n), file) ?? partOf(n, input, project, depth)
    case 'NewExpression':
      return (n.callee as Syntax).name === 'URL' ? url(n.arguments as Syntax[], input, project, depth) : undefined
    case 'CallExpression':
      return called(n, input, project, depth)
    case 'TemplateLiteral':
    case 'BinaryExpression':
      return joined(n, input, project, depth)
    default:
      return undefined
  }
}

const ofMeta = (text: string, file: string): Written | undefined =>
  /^import\.meta\.(url|filename)$/.test(text) ? { path: '', from: file } : undefined

/** `new URL('./worker.js', import.meta.url).href`. */
function partOf(n: Syntax, input: FileInput, project: Project, depth: number): Written | undefined {
  const name = (n.property as Syntax).name as string | undefined
  return name !== undefined && /^(href|pathname)$/.test(name)
    ? read(n.object as Syntax, input, project, depth + 1)
    : undefined
}

function url([path, base]: Syntax[], input: FileInput, project: Project, depth: number): Written | undefined {
  if (!path) return undefined
  if (!base) return read(path, input, project, depth + 1)
  const from = read(base, input, project, depth + 1)
  const text = literal(path)
  return text !== undefined && from?.path === '' && from.from !== undefined
    ? { path: text, from: from.from }
    : undefined
}

/** `fileURLToPath(url)`, `path.join(__dirname, 'worker.js')`, `require.resolve('./worker.js')`. */
function called(n: Syntax, input: FileInput, project: Project, depth: number): Written | undefined {
  const callee = unwrapped(n.callee as Syntax)
  const name = ((callee.property as Syntax | undefined) ?? callee).name as string | undefined
  const args = n.arguments as Syntax[]
  if (name === 'fileURLToPath' && args[0]) return read(args[0], input, project, depth + 1)
  if (name !== 'join' && name !== 'resolve') return undefined
  const [folder, ...rest] = args
  const texts = rest.map(literal)
  if (!folder || texts.includes(undefined)) {
    const only = name === 'resolve' && args.length === 1 && folder ? literal(folder) : undefined
    return only === undefined ? undefined : { path: only, from: isRequire(callee) ? input.file : undefined }
  }
  const first = literal(folder)
  const own = texts.length > 0 ? folderOf(folder, input, project, depth) : undefined
  if (own !== undefined) return { path: `./${texts.join('/')}`, from: own }
  if (first === undefined) return undefined
  return { path: [first, ...texts].join('/'), from: isRequire(callee) ? input.file : undefined }
}

/** `${__dirname}/worker.js`, `__dirname + '/worker.js'`. */
function joined(n: Syntax, input: FileInput, project: Project, depth: number): Written | undefined {
  const [folder, ...more] = n.type === 'TemplateLiteral' ? (n.expressions as Syntax[]) : [n.left as Syntax]
  const [before, path] =
    n.type === 'TemplateLiteral' ? (n.quasis as Quasi[]).map(q => q.value.cooked) : ['', literal(n.right as Syntax)]
  if (!folder || more.length > 0 || before !== '' || !path?.startsWith('/')) return undefined
  const from = folderOf(folder, input, project, depth)
  return from === undefined ? undefined : { path: `.${path}`, from }
}

/** The file whose folder an expression is: `__dirname`, `dirname(fileURLToPath(import.meta.url))`, a constant of these. */
function folderOf(node: Syntax, input: FileInput, project: Project, depth: number): string | undefined {
  const n = unwrapped(node)
  if (/^(__dirname|import\.meta\.dirname)$/.test(sourceOf(input.tree, n))) return input.file
  if (depth > 4) return undefined
  const init = n.type === 'Identifier' ? constantOf(n.name as string, input) : undefined
  if (init) return folderOf(init, input, project, depth + 1)
  if (n.type !== 'CallExpression') return undefined
  const callee = unwrapped(n.callee as Syntax)
  const name = ((callee.property as Syntax | undefined) ?? callee).name
  const [of] = n.arguments as Syntax[]
  const file = name === 'dirname' && of ? read(of, input, project, depth + 1) : undefined
  return file?.path === '' ? file.from : undefined
}

const isRequire = (callee: Syntax): boolean => (callee.object as Syntax | undefined)?.name === 'require'

/** A constant of the file, or of one that it imports it from. */
function named(name: string, input: FileInput, project: Project, depth: number): Written | undefined {
  const { root } = input.tree
  const init = constantOf(name, input)
  if (init !== undefined) return init === null ? undefined : read(init, input, project, depth + 1)
  let from: { module: string; name: string } | undefined
  root.find(j.ImportDeclaration).forEach(p => {
    for (const s of p.node.specifiers ?? [])
      if (s.type === 'ImportSpecifier' && s.local?.name === name)
        from = { module: String(p.node.source.value), name: (s.imported as { name: string }).name }
  })
  const other = from && project.sourceOf(input.file, from.module)
  const opened = other === undefined ? undefined : project.open(other)
  return opened && named(from!.name, opened, project, depth + 1)
}

/** What a name of the file is once and for all; null if that may change, undefined if the file does not declare it. */
function constantOf(name: string, { tree }: FileInput): Syntax | null | undefined {
  const made: (Syntax | null)[] = []
  tree.root.find(j.VariableDeclarator, { id: { name } }).forEach(p => {
    const holder = p.parent.node as { kind?: string }
    made.push(holder.kind === 'const' ? (nodeOf(p).init as Syntax | null) : null)
  })
  return made.length > 1 ? null : made[0]
}

interface Quasi {
  readonly value: { readonly cooked: string }
}

const literal = (n: Syntax): string | undefined => {
  if (n.type === 'StringLiteral') return n.value as string
  const quasis = n.type === 'TemplateLiteral' ? (n.quasis as Quasi[]) : []
  return quasis.length === 1 ? quasis[0]!.value.cooked : undefined
}

/** The call or construction of a spawn. */
export function spawnAt({ tree }: FileInput, site: SiteReport): Path | undefined {
  const call = callAt(tree, site)
  if (call) return call
  const at = tree.lineStarts[site.line - 1]! + site.column - 1
  let found: Path | undefined
  tree.root.find(j.NewExpression).forEach(p => {
    const { start, end } = nodeOf(p)
    const callee = unwrapped(nodeOf(p).callee as Syntax)
    if (start <= at && at < callee.end && end > at) found = p
  })
  return found
}
