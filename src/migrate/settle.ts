/** What is known of a file only once the checker was asked makes its fixes less than safe. */
import type { Session } from '../audit/session.js'
import type { Texts } from '../files/read.js'
import type { Fix } from './fix.js'
import { jestCannotLoad } from './jest.js'
import { tooOld } from './node-version.js'
import type { Draft } from './plan.js'
import { openProof, type TypeProof } from './type-proof.js'

export async function settle(drafts: readonly Draft[], session: Session, texts?: Texts): Promise<TypeProof> {
  const files = new Map(drafts.filter(d => d.fixes.length > 0).map(d => [d.path, d.before]))
  const proof = await openProof({ files, given: texts }, session)
  for (const draft of drafts) {
    draft.fixes = draft.fixes.map(fix => settled(fix, draft, proof))
  }
  return proof
}

/** What brings in no name has nothing that types could say of it. */
function settled(fix: Fix, { path, imports }: Draft, proof: TypeProof): Fix {
  if (fix.imports.length === 0) return fix
  const doubt =
    proof.isScript(path) || imports.makeModule
      ? 'the file is a script: with an import it becomes a module'
      : proof.checks(path)
        ? (tooOld(path) ?? jestCannotLoad(path))
        : 'the type checker does not check this file'
  if (doubt === undefined) return fix
  if (fix.safety === 'safe') return { ...fix, safety: 'review', reason: doubt }
  return { ...fix, reason: fix.reason === undefined ? doubt : `${fix.reason}; ${doubt}` }
}
