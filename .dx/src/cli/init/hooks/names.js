/** In order: of several that a project has, the first is taken. */
export const hookManagers = ['husky', 'lefthook', 'simple-git-hooks', 'pre-commit', 'git'];
