import type { Syntax } from './syntax.js';
/** A script a shell. */
export declare const scripts: Record<'bash' | 'zsh' | 'fish', (program: Syntax) => string>;
