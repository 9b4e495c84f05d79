/** Scans shorter than this show none. */
const patience = 1000;
const between = 100;
/** One line on a terminal, rewritten in place; nothing where there is no terminal, or in CI. */
export function progress(to, env, now) {
    if (!to.isTTY || env.TERM === 'dumb' || env.CI)
        return { report() { }, async clear() { } };
    const start = now();
    let last = Number.NEGATIVE_INFINITY;
    let shown = false;
    return {
        report(done, total, phase) {
            const time = now();
            if (time - start < patience || time - last < between)
                return;
            last = time;
            shown = true;
            const line = `${phase} ${done}/${total}`.slice(0, Math.max(0, to.columns - 1));
            to.write(`\r${line}\u001b[K`).catch(() => { });
        },
        async clear() {
            if (shown)
                await to.write('\r\u001b[K');
            shown = false;
        },
    };
}
