import type { Syntax } from './syntax.js';
/** For bash 3.2 and later, without the package bash-completion. */
export declare function bash(program: Syntax): string;
