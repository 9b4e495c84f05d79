import type { Hooks } from './hooks.js';
/** A hook of git's own, where no program manages them. */
export declare const plainGit: Hooks;
