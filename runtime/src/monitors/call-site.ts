/**
 * Where a monitor was made: one frame, `file:line:column`, interned. Capturing costs about 3 us against 0.6 us for
 * the monitor itself, so by default the first monitors of a tag are captured, and then one in many.
 */
import type { MonitorManagerOptions } from './contracts.js'
import type { Tag } from './record.js'

type CallSiteCapture = NonNullable<MonitorManagerOptions['captureCallSite']>

/** Monitors of a tag that are all captured; of later ones, one in `later`. */
const first = 256
const later = 64

interface StackHost {
  stackTraceLimit?: number
  captureStackTrace?: (target: object, below: unknown) => void
}

export class CallSites {
  readonly #capture: CallSiteCapture
  /** One string per place, however many monitors were made there. */
  readonly #interned = new Map<string, string>()

  constructor(capture: CallSiteCapture) {
    this.#capture = capture
  }

  /** The frame that called `below`, if this monitor's turn has come. */
  of(tag: Tag, below: unknown): string | undefined {
    if (this.#capture === 'never') return undefined
    const seen = tag.seen++
    if (this.#capture === 'sampled' && seen >= first && seen % later !== 0) return undefined
    const site = callSite(below)
    if (site === undefined) return undefined
    const known = this.#interned.get(site)
    if (known !== undefined) return known
    this.#interned.set(site, site)
    return site
  }
}

/**
 * Frames of this package, so that a call through the default runtime, a scope or a router is not taken for the caller:
 * its sources, or its chunks where it is installed. Bundled into a program it cannot tell, and takes the first frame.
 * Read from a stack, as `import.meta` would keep whoever makes CommonJS of this package, as Jest does, from it.
 */
const ownFile = /^(?:file:\/\/)?(.*\/)(?:monitors\/call-site\.[jt]s|dist\/[\w-]+\.js)$/

const depth = 6

let own: { readonly folder: string | undefined } | undefined

function ownFolder(): string | undefined {
  own ??= { folder: ownFile.exec(place(framesOf(new Error().stack)[0] ?? '').replace(/:\d+:\d+$/, ''))?.[1] }
  return own.folder
}

/** The place outside of this package that called `below`; engines without captureStackTrace walk the whole stack. */
function callSite(below: unknown): string | undefined {
  const host = Error as unknown as StackHost
  if (host.captureStackTrace === undefined) return firstOutside(new Error().stack)
  const holder: { stack?: unknown } = {}
  try {
    const limit = host.stackTraceLimit
    host.stackTraceLimit = depth
    try {
      host.captureStackTrace(holder, below)
      // Formatted when first read, by whatever Error.prepareStackTrace the program has installed.
      return firstOutside(holder.stack)
    } finally {
      host.stackTraceLimit = limit as number
    }
  } catch {
    // That threw, or Error is frozen: a monitor without its place is still a monitor.
    return undefined
  }
}

function firstOutside(stack: unknown): string | undefined {
  const frames = framesOf(stack)
  // A stack that the program formats in a way of its own tells nothing of this package's folder either.
  if (frames.length === 0) return undefined
  const folder = ownFolder()
  const isOutside = (frame: string): boolean =>
    folder !== undefined && !frame.includes(folder) && !frame.includes('node:')
  return place(frames.find(isOutside) ?? frames[0]!)
}

const framesOf = (stack: unknown): string[] =>
  typeof stack === 'string' ? stack.split('\n').filter(line => /:\d+:\d+/.test(line)) : []

/** `    at Scheduler.start (file:///app/(admin)/start.ts:12:9)` gives `file:///app/(admin)/start.ts:12:9`. */
function place(frame: string): string {
  const inner = / \((.*:\d+:\d+)\)\s*$/.exec(frame)?.[1]
  return inner ?? frame.trim().replace(/^at (?:async )?/, '')
}
