import { lazyBuiltin } from '../core/builtin.js'

type Class = new (...args: never[]) => object
type Name = 'MessagePort' | 'BroadcastChannel'

const threads = /* @__PURE__ */ lazyBuiltin<Record<Name, Class>>('node:worker_threads')

/**
 * An object of a class of the platform: of the global one; of Node's own where the environment of a test (happy-dom,
 * jsdom) has put another in the global's place; or of another realm, a frame's, which only its tag tells.
 */
export function isOfHost(name: Name, target: unknown): boolean {
  if (typeof target !== 'object' || target === null) return false
  const found = (globalThis as Partial<Record<Name, Class>>)[name]
  if (found !== undefined && target instanceof found) return true
  const own = threads()?.[name]
  if (own !== undefined && target instanceof own) return true
  return Object.prototype.toString.call(target) === `[object ${name}]`
}
