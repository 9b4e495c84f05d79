import type { Syntax } from './syntax.js';
export declare function fish(program: Syntax): string;
