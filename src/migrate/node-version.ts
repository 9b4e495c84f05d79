/** The Node.js that a package says it runs on, against the one that the runtime needs. */
import { dirname } from 'node:path'
import { isOlder, type Version } from '../sites/oracle/own-typescript.js'
import { manifestIn } from './manifest.js'
import type { FilePlan } from './plan.js'

/** What the runtime's own package.json asks for. */
const needed: Version = [20, 19]

/** The package says that it runs where the runtime does not. Of a version of the same line, a notice tells. */
export function tooOld(path: string): string | undefined {
  const range = engineOf(path)
  const oldest = range === undefined ? undefined : (oldestIn(range) ?? [0, 0])
  if (!oldest || oldest[0] >= needed[0]) return undefined
  return `the package says that it runs on Node.js ${range}; the runtime needs ${needed.join('.')}`
}

/** Packages that let in a somewhat older Node.js than the runtime. */
export function olderNodes(files: readonly FilePlan[]): string[] {
  const importing = files.filter(p => p.fixes.some(fix => fix.imports.length > 0))
  const ranges = new Set(importing.map(p => engineOf(p.path)).filter(range => range !== undefined))
  return [...ranges]
    .filter(range => isOlder(oldestIn(range) ?? [0, 0], needed))
    .map(range => `package.json says Node.js ${range}; the runtime needs ${needed.join('.')}: say so there as well`)
}

/** `engines.node` of the nearest package.json that says one. */
function engineOf(file: string): string | undefined {
  for (let dir = dirname(file); ; dir = dirname(dir)) {
    const own = (manifestIn(dir).engines as { node?: unknown } | null | undefined)?.node
    if (typeof own === 'string') return own
    if (dirname(dir) === dir) return undefined
  }
}

/** The oldest version that a range of semver lets in; none for what is no range. */
export function oldestIn(range: string): Version | undefined {
  const all = range.split('||').map(oldestOfAll)
  if (all.includes(undefined)) return undefined
  return (all as Version[]).sort((a, b) => a[0] - b[0] || a[1] - b[1])[0]
}

/** Of comparators all of which have to hold, the one that begins last. */
function oldestOfAll(comparators: string): Version | undefined {
  const text = comparators.trim().replace(/\s+-\s+\S+$/, '') // `18 - 22` begins as its first half does
  let oldest: Version = [0, 0]
  for (const one of text.replace(/([<>=^~])\s+/g, '$1').split(/\s+/)) {
    const from = begins(one)
    if (!from) return undefined
    if (from[0] > oldest[0] || (from[0] === oldest[0] && from[1] > oldest[1])) oldest = from
  }
  return oldest
}

const comparator = /^(<=?|>=?|=|\^|~>?)?v?(\d+|[xX*])?(?:\.(\d+|[xX*]))?(?:\.[\w.*+-]+)?$/

function begins(text: string): Version | undefined {
  const found = comparator.exec(text)
  if (!found) return undefined
  const [, operator = '', major = '*', minor = '*'] = found
  if (operator.startsWith('<') || !/\d/.test(major)) return [0, 0]
  const isWhole = /\d/.test(minor)
  // more than any 18 is 19
  if (operator === '>' && !isWhole) return [Number(major) + 1, 0]
  return [Number(major), isWhole ? Number(minor) : 0]
}
