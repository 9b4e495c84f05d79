import { bash } from './bash.js'
import { fish } from './fish.js'
import type { Syntax } from './syntax.js'
import { zsh } from './zsh.js'

/** A script a shell. */
export const scripts: Record<'bash' | 'zsh' | 'fish', (program: Syntax) => string> = { bash, zsh, fish }
