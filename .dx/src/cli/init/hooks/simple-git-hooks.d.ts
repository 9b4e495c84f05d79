import type { Hooks } from './hooks.js';
export declare const simpleGitHooks: Hooks;
