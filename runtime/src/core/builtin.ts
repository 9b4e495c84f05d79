/**
 * Node's own modules without an import of them: the core loads in browsers, and bundlers see no `node:` specifier.
 * `process.getBuiltinModule` is there from Node 20.16 and 22.3 on.
 */
interface HostProcess {
  getBuiltinModule?: (id: string) => unknown
}

export function builtin<T>(id: `node:${string}`): T | undefined {
  const host = (globalThis as { process?: HostProcess }).process
  return host?.getBuiltinModule?.(id) as T | undefined
}

/** The same, looked for when it is first needed: to load `node:worker_threads` takes longer than to load the runtime. */
export function lazyBuiltin<T>(id: `node:${string}`): () => T | undefined {
  let found: T | undefined
  return () => {
    found ??= builtin<T>(id)
    return found
  }
}
