import { addAbortSignal } from 'node:stream';
/** A stream as a sink: a closed pipe is no failure. */
export function sink(stream) {
    let closed = false;
    // The callback of `write` gets the error as well; without a listener it would end the process.
    stream.on('error', error => {
        closed ||= isClosedPipe(error);
    });
    return {
        get isTTY() {
            return stream.isTTY === true;
        },
        get columns() {
            return stream.columns ?? 80;
        },
        get closed() {
            return closed;
        },
        write: text => new Promise((resolve, reject) => {
            if (closed)
                return resolve();
            stream.write(text, error => {
                if (!error)
                    return resolve();
                if (!isClosedPipe(error))
                    return reject(error);
                closed = true;
                resolve();
            });
        }),
    };
}
/**
 * Reads only while somebody asks, so that an editor in between has the terminal for itself.
 * @param open The stream is not even looked at before.
 */
export function source(open) {
    let text = '';
    let ended = false;
    const take = () => {
        const end = text.indexOf('\n');
        if (end < 0 && !(ended && text !== ''))
            return undefined;
        const line = end < 0 ? text : text.slice(0, end);
        text = end < 0 ? '' : text.slice(end + 1);
        return line.replace(/\r$/, '');
    };
    const more = (signal) => new Promise((resolve, reject) => {
        const stream = open();
        const stop = () => {
            stream.pause();
            for (const [name, listener] of Object.entries(listeners))
                stream.off(name, listener);
            signal.removeEventListener('abort', abort);
        };
        const abort = () => {
            stop();
            reject(signal.reason);
        };
        const end = () => {
            ended = true;
            stop();
            resolve();
        };
        const data = (chunk) => {
            text += chunk.toString();
            stop();
            resolve();
        };
        const listeners = { data, end, close: end, error: end };
        for (const [name, listener] of Object.entries(listeners))
            stream.on(name, listener);
        signal.addEventListener('abort', abort, { once: true });
        stream.resume();
    });
    return {
        get isTTY() {
            return open().isTTY === true;
        },
        async line(signal) {
            for (;;) {
                signal.throwIfAborted();
                const line = take();
                if (line !== undefined || ended)
                    return line;
                await more(signal);
            }
        },
        async all(signal) {
            const chunks = [];
            try {
                for await (const chunk of addAbortSignal(signal, open()))
                    chunks.push(Buffer.from(chunk));
            }
            catch (error) {
                signal.throwIfAborted();
                throw error;
            }
            return Buffer.concat(chunks);
        },
    };
}
function isClosedPipe(error) {
    const { code } = error;
    return code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED';
}
