/**
 * Peers known by how they are used. Where no import and no type says what an object is, one that is posted messages and
 * listened to for messages is a worker or a port: nothing else has both members. So is one of a name that a dialect
 * calls telling: `win.webContents`, an `ipcMain` of a module that is not there.
 */

import { memberName, strip } from './ast.js'
import { choose, eventOf } from './choose.js'
import type { Candidate, Site } from './find.js'
import type { Inference } from './infer.js'
import { bindingOf } from './mentions.js'
import { keyOf } from './target.js'

const node = /^(on|once|addListener|prependListener|off|removeListener|removeAllListeners)$/
const web = /^(addEventListener|removeEventListener|onmessage)$/

/** Takes out of the undecided what conduct decides. */
function byConduct(candidates: Candidate[], inf: Inference): { sites: Site[]; undecided: Candidate[] } {
  const groups = new Map<string, Candidate[]>()
  for (const c of candidates) {
    if (!c.target || c.held !== undefined) continue
    const key = keyOf(c.target, c.file)
    const group = groups.get(key)
    if (group) group.push(c)
    else groups.set(key, [c])
  }
  const sites = new Map<Candidate, Site>()
  for (const group of groups.values()) {
    const type = typeOf(group) ?? named(group[0]!, inf)
    if (type === undefined) continue
    for (const c of group) {
      const site = siteOf(c, type, inf)
      if (site) sites.set(c, site)
    }
  }
  return { sites: [...sites.values()], undecided: candidates.filter(c => !sites.has(c)) }
}

function typeOf(group: Candidate[]): string | undefined {
  if (!group.some(c => nameOf(c) === 'postMessage')) return undefined
  const heard = group.filter(c => nameOf(c) === 'onmessage' || c.event === 'message')
  if (heard.some(c => node.test(nameOf(c)))) return 'worker_threads#Worker'
  return heard.some(c => web.test(nameOf(c))) ? 'lib.dom#Worker' : undefined
}

/** By the name of the property, or of what is imported from where nothing can be found. */
function named({ target, file }: Candidate, { library }: Inference): string | undefined {
  const n = target && strip(target)
  if (n?.type === 'MemberExpression') return library.telling.get(memberName(n) ?? '')
  if (n?.type !== 'Identifier') return undefined
  const spec = bindingOf(n, file)?.node
  return spec?.type === 'ImportSpecifier' && spec.imported.type === 'Identifier'
    ? library.telling.get(spec.imported.name)
    : undefined
}

const nameOf = (c: Candidate): string => (c.name.type === 'Identifier' ? c.name.name : '')

function siteOf(c: Candidate, type: string, inf: Inference): Site | undefined {
  const row = choose(inf.library.memberRows(type, nameOf(c)), c.node, inf, c.file)
  if (!row) return undefined
  return {
    file: c.file,
    node: c.node,
    name: c.name,
    row,
    target: c.target,
    type,
    event: eventOf(row, c.node, inf, c.file),
    how: 'conduct',
  }
}

/** What neither the files nor the types decide may be known by its use. */
export function decideByConduct(files: { sites: Site[]; undecided: Candidate[] }[], inf: Inference): void {
  for (const f of files) {
    if (f.undecided.length === 0) continue
    const { sites, undecided } = byConduct(f.undecided, inf)
    if (sites.length === 0) continue
    f.sites = [...f.sites, ...sites].sort((a, b) => a.name.start - b.name.start)
    f.undecided = undecided
  }
}
