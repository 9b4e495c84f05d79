/** The candidate that `word` was most likely meant to be; none if all are too far. */
export function nearest(word, candidates) {
    const [best] = candidates
        .map(candidate => ({ candidate, steps: steps(word.toLowerCase(), candidate.toLowerCase()) }))
        .filter(({ candidate, steps: far }) => far <= Math.max(1, Math.floor(candidate.length * 0.4)))
        .sort((a, b) => a.steps - b.steps);
    return best?.candidate;
}
/** A beginning is as good as one wrong letter: `warn`, `recommend`. */
const steps = (word, candidate) => word.length > 2 && candidate.startsWith(word) ? 1 : distance(word, candidate);
/** Levenshtein's: how many letters to insert, delete or replace. */
function distance(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, at) => at);
    for (let i = 1; i <= a.length; i++) {
        const next = [i];
        for (let j = 1; j <= b.length; j++)
            next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        row = next;
    }
    return row[b.length];
}
