/** Long work in one thread: between its pieces, signals and timers are heard. */
const stretchMs = 10;
/** Lets the event loop turn where the last turn was long ago. What it returns throws the signal's reason once aborted. */
export function breather(signal) {
    let last = performance.now();
    return async () => {
        if (performance.now() - last > stretchMs) {
            await new Promise(resolve => setImmediate(resolve));
            last = performance.now();
        }
        signal?.throwIfAborted();
    };
}
