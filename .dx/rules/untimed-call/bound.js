const bound = (kind) => (reason, ...evidence) => ({
    kind,
    reason,
    evidence: evidence.filter(e => e !== undefined),
});
export const timed = bound('timed');
export const delegated = bound('delegated');
export const unbounded = bound('none');
export const infinite = bound('infinite');
export const isBound = (b) => b?.kind === 'timed' || b?.kind === 'delegated';
