import type { Hooks } from './hooks.js';
export declare const lefthook: Hooks;
