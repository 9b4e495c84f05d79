import type { Syntax } from './syntax.js';
/** To be sourced, or to be a file `_otp-audit` in a folder of `$fpath`. */
export declare function zsh(program: Syntax): string;
