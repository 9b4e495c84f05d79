/**
 * A dialect is one library's message-passing API as data. The scanner knows libraries only through these
 * tables; adding a library means adding a file of rows in `dialects/` and one line in `dialects/index.ts`.
 */
/** The library has a way of its own to bound the call. */
export const takesBound = ({ arg, path, chain, anyArg, result, operator } = {}) => [arg, path, chain, anyArg, result, operator].some(way => way !== undefined);
