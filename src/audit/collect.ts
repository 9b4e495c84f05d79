/** From files to sites: the quick test, the parse, what the file decides alone, what the types decide. */

import { readAll } from '../files/read.js'
import type { Skipped } from '../files/skipped.js'
import type { SourceFile } from '../sites/ast.js'
import { decide, questionOf } from '../sites/by-types.js'
import { type Candidate, findSites, type Site } from '../sites/find.js'
import type { Inference } from '../sites/infer.js'
import { openOracle } from '../sites/oracle/index.js'
import type { Question } from '../sites/oracle/oracle.js'
import type { Prefilter } from '../sites/prefilter.js'
import { breather } from './breath.js'

export interface FileSites {
  file: SourceFile
  sites: Site[]
  undecided: Candidate[]
}

export interface Collected {
  files: FileSites[]
  skipped: Skipped[]
}

/** Parses what the quick test lets through, and finds the sites that each file decides by itself and its imports. */
export async function collect(
  paths: readonly string[],
  inf: Inference,
  prefilter: Prefilter,
  signal?: AbortSignal,
  onFile?: (done: number) => void,
): Promise<Collected> {
  const hits: { path: string; parts: number[] }[] = []
  const skipped = await readAll(
    paths,
    (path, _text, bytes) => {
      const parts = prefilter.test(bytes.toString('latin1'))
      if (parts.length > 0) hits.push({ path, parts })
    },
    signal,
  )
  const files: FileSites[] = []
  const wanted = hits.filter(h => prefilter.holds(h.parts))
  const breathe = breather(signal)
  for (const [i, { path }] of wanted.entries()) {
    await breathe()
    try {
      const file = inf.project.file(path)
      const found = findSites(inf, file)
      const undecided = found.undecided
        .map(c => ({ ...c, dialects: c.dialects.filter(d => prefilter.hasDialect(d)) }))
        .filter(c => c.dialects.length > 0)
      files.push({ file, sites: found.sites, undecided })
    } catch (error) {
      skipped.push({ file: path, reason: (error as Error).message })
    }
    onFile?.(i + 1)
  }
  return { files, skipped }
}

export interface Asked {
  backend: 'native' | 'ts-morph' | 'off'
  asked: number
  answered: number
}

/** Asks the type checker about all that is undecided; decided candidates become sites or go. */
export async function decideByTypes(
  files: FileSites[],
  inf: Inference,
  backend: 'native' | 'ts-morph' | 'off',
  root: string,
  onNotice: (text: string) => void,
  signal?: AbortSignal,
): Promise<Asked> {
  const open = files.filter(f => f.undecided.length > 0)
  const asked = open.reduce((n, f) => n + f.undecided.length, 0)
  if (backend === 'off' || asked === 0) return { backend, asked: 0, answered: 0 }
  signal?.throwIfAborted()
  const oracle = await openOracle(backend, { onNotice, root })
  const stop = (): void => void oracle.close()
  signal?.addEventListener('abort', stop, { once: true })
  try {
    const questions = new Map<string, Question[]>(open.map(f => [f.file.path, f.undecided.map(questionOf)]))
    const answers = await oracle.ask(questions)
    let answered = 0
    for (const f of open) {
      const given = answers.get(f.file.path) ?? []
      const left: Candidate[] = []
      for (const [i, candidate] of f.undecided.entries()) {
        const answer = given[i]
        if (!answer) {
          left.push(candidate)
          continue
        }
        const decision = decide(inf, candidate, answer)
        if ('why' in decision) left.push({ ...candidate, why: decision.why })
        else {
          answered++
          if ('site' in decision) f.sites.push(decision.site)
        }
      }
      f.undecided = left
      f.sites.sort((a, b) => a.name.start - b.name.start)
    }
    return { backend: oracle.backend, asked, answered }
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  } finally {
    signal?.removeEventListener('abort', stop)
    await oracle.close()
  }
}
