/** In order: of several that a project has, the first is taken. */
export declare const hookManagers: readonly ['husky', 'lefthook', 'simple-git-hooks', 'pre-commit', 'git'];
export type HookManager = (typeof hookManagers)[number];
