import { bash } from './bash.js';
import { fish } from './fish.js';
import { zsh } from './zsh.js';
/** A script a shell. */
export const scripts = { bash, zsh, fish };
