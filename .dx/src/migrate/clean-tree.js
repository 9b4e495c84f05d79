import { UsageError } from '../errors.js';
import { uncommitted } from '../files/git.js';
/**
 * A migration is reviewed as a diff of its own.
 * @returns False where there is no git that could tell.
 * @throws UsageError where something is not committed, or git fails.
 */
export async function expectClean(root, signal) {
    const state = await uncommitted(root, signal);
    if (state === undefined)
        return false;
    const advice = 'or say --allow-dirty';
    if ('trouble' in state)
        throw new UsageError(`git can't tell what is committed here: ${state.trouble}; mend that, ${advice}`);
    if (state.length === 0)
        return true;
    const more = state.length > 1 ? ` and ${state.length - 1} more` : '';
    throw new UsageError(`${state[0]}${more} not committed; commit or stash first, ${advice}`);
}
