/** The codemods, by hand. A finding is the first one's that takes it. */
import type { Codemod } from './codemod.js'
import { rawSend } from './raw-send.js'

export const codemods: readonly Codemod[] = [rawSend]
