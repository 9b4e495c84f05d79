import { plainGit } from './git.js';
import { husky } from './husky.js';
import { lefthook } from './lefthook.js';
import { hookManagers } from './names.js';
import { preCommit } from './pre-commit.js';
import { simpleGitHooks } from './simple-git-hooks.js';
const all = {
    husky,
    lefthook,
    'simple-git-hooks': simpleGitHooks,
    'pre-commit': preCommit,
    git: plainGit,
};
/** @param asked Which it has to be; else the one that is used. */
export function planHook(project, asked) {
    const none = (why) => ({ step: { part: 'hook', kind: 'left', about: 'a hook', why }, notes: [] });
    if (!project.checkout)
        return none(project.trouble ?? 'there is no git checkout here');
    const used = hookManagers.filter(name => all[name].isUsed(project));
    const [chosen = 'git', ...others] = asked ? [asked] : used;
    const also = others.filter(name => name !== 'git');
    const notes = also.map(name => `${name} is there as well; --hook ${name} takes it instead of ${chosen}`);
    return { ...all[chosen].plan(project), notes };
}
