import { describe, expect, it, vi } from 'vitest'
import type { Down, DownSource, MonitorInfo, MonitorRef } from '../../src/monitors/contracts.js'
import { createMonitorManagerWith, createMonitorRouter } from '../../src/monitors/index.js'
import { Mortal, mortalSource, recorded, ref, Silent, setup } from './fixtures.js'

class Sudden {}

const microtasks = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) await Promise.resolve()
}

describe('monitor', () => {
  it('works on its first call and for a target seen for the first time (E 68, 69)', () => {
    const { monitors } = setup()
    const target = new Mortal('worker 7')
    const result = monitors.monitor(target, 'scheduler')
    expect(result.status).toBe('ok')
    expect(monitors.listMonitors()).toMatchObject([
      { target: 'worker 7', tag: 'scheduler', owner: 'manager', ageMs: 0, alive: true },
    ])
  })

  it('tells the caller of the DOWN with ref, target, tag and reason (E 70), once', async () => {
    const { monitors } = setup()
    const target = new Mortal()
    const downs: Down[] = []
    const mine = ref(monitors.monitor(target, { tag: 'a', onDown: down => downs.push(down) }))
    target.end({ kind: 'exit', code: 3 })
    expect(downs).toEqual([])
    await microtasks()
    target.end({ kind: 'exit', code: 4 })
    await microtasks()
    expect(downs).toHaveLength(1)
    expect(downs[0]).toMatchObject({ tag: 'a', reason: { kind: 'exit', code: 3 } })
    expect(downs[0]!.ref).toBe(mine)
    expect(downs[0]!.target).toBe(target)
    expect(monitors.getStats()).toMatchObject({ active: 0, cleanedBy: { targetDown: 1 } })
  })

  it('tells of a target that is down already on the next microtask, as Erlang does (E 78, fault 28)', async () => {
    const { monitors } = setup()
    const target = new Mortal()
    target.end({ kind: 'crashed', error: new Error('gone') })
    const downs: Down[] = []
    const result = monitors.monitor(target, { tag: 'late', onDown: down => downs.push(down) })
    expect(result.status).toBe('ok')
    expect(downs).toEqual([])
    await Promise.resolve()
    expect(downs).toMatchObject([{ tag: 'late', reason: { kind: 'crashed' } }])
    expect(target.listeners.size).toBe(0)
    expect(monitors.listMonitors()).toEqual([])
  })

  it('takes back what monitor gave, be it an error or nothing yet', () => {
    const { monitors } = setup()
    const target = new Mortal()
    const made = monitors.monitor(target)
    expect(monitors.demonitor(made)).toEqual({ status: 'ok' })
    expect(monitors.demonitor(made)).toEqual({ status: 'not_found' })
    expect(monitors.demonitor(monitors.monitor(new Silent()))).toEqual({ status: 'not_found' })
    expect(monitors.demonitor(undefined)).toEqual({ status: 'not_found' })
    expect(target.listeners.size).toBe(0)
  })

  it('tells the watchers of one target in the order in which they came', async () => {
    const { monitors } = setup()
    const target = new Mortal()
    const order: number[] = []
    for (let i = 0; i < 5; i++) monitors.monitor(target, { onDown: () => order.push(i) })
    target.end()
    await microtasks()
    expect(order).toEqual([0, 1, 2, 3, 4])
  })

  it('takes one listener per target, however many monitors, and none once they are gone', () => {
    const { monitors } = setup()
    const target = new Mortal()
    const refs = Array.from({ length: 50 }, () => ref(monitors.monitor(target)))
    expect(target.listeners.size).toBe(1)
    for (const each of refs) monitors.demonitor(each)
    expect(target.listeners.size).toBe(0)
  })

  it('takes one listener per owner, however many monitors (E 72)', () => {
    const { monitors } = setup()
    const owner = new Mortal('owner')
    const targets = Array.from({ length: 20 }, () => new Mortal())
    for (const target of targets) monitors.monitor(target, { owner })
    expect(owner.listeners.size).toBe(1)
    owner.end()
    expect(targets.every(target => target.listeners.size === 0)).toBe(true)
  })

  it('leaves nothing behind of sides that tell their end while they are being looked at', async () => {
    let watches = 0
    const sudden: DownSource<Sudden> = {
      name: 'sudden',
      accepts: (target): target is Sudden => target instanceof Sudden,
      liveness: () => 'unknown',
      watch: (_target, _env, fn) => {
        watches++
        fn({ kind: 'closed' })
        return { [Symbol.dispose]: () => void watches-- }
      },
    }
    const { monitors } = setup({ sources: [sudden, mortalSource] })
    const downs: Down[] = []
    expect(monitors.monitor(new Sudden(), { onDown: down => downs.push(down) }).status).toBe('ok')
    expect(monitors.monitor(new Mortal(), { owner: new Sudden() })).toEqual({ status: 'error', reason: 'owner_down' })
    await microtasks()
    expect(downs).toHaveLength(1)
    expect(watches).toBe(0)
  })

  it('keeps the monitors of which a dead owner is itself the target (E 73)', async () => {
    const { monitors } = setup()
    const both = new Mortal('both')
    const downs: string[] = []
    monitors.monitor(new Mortal(), { owner: both, tag: 'as owner', onDown: () => downs.push('never') })
    monitors.monitor(both, { tag: 'as target', onDown: down => downs.push(down.tag) })
    both.end()
    await microtasks()
    expect(downs).toEqual(['as target'])
    expect(monitors.getStats().cleanedBy).toMatchObject({ ownerDown: 1, targetDown: 1 })
  })

  it('refuses with a reason: nobody can tell, owner down, signal aborted', () => {
    const { monitors } = setup()
    const deadOwner = new Mortal()
    deadOwner.end()
    expect(monitors.monitor(new Silent())).toEqual({ status: 'error', reason: 'unsupported_target' })
    expect(monitors.monitor({})).toEqual({ status: 'error', reason: 'unsupported_target' })
    expect(monitors.monitor(undefined as never)).toEqual({ status: 'error', reason: 'unsupported_target' })
    expect(monitors.monitor(42 as never)).toEqual({ status: 'error', reason: 'unsupported_target' })
    expect(monitors.monitor(new Mortal(), { owner: deadOwner })).toEqual({ status: 'error', reason: 'owner_down' })
    expect(monitors.monitor(new Mortal(), { signal: AbortSignal.abort() })).toEqual({
      status: 'error',
      reason: 'aborted',
    })
    expect(monitors.getStats()).toMatchObject({ created: 0, active: 0 })
  })

  it.each([
    [7, 'options'],
    ['', 'tag'],
    [{ tag: 7 }, 'tag'],
    [{ owner: 'me' }, 'owner'],
    [{ onDown: 'call me' }, 'onDown'],
    [{ maxAge: -1 }, 'maxAge'],
    [{ maxAge: Number.NaN }, 'maxAge'],
    [{ signal: {} }, 'signal'],
    [{ tga: 'x' }, 'options.tga'],
  ])('refuses %j with a typed error that names the option', (options, option) => {
    const { monitors } = setup()
    expect(() => monitors.monitor(new Mortal(), options as never)).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION', option }),
    )
    expect(monitors.getStats().created).toBe(0)
  })

  it('wants a tag where the manager was told to', () => {
    const { monitors } = setup({ requireTag: true })
    expect(() => monitors.monitor(new Mortal())).toThrow(expect.objectContaining({ option: 'tag' }))
    expect(monitors.monitor(new Mortal(), 'named').status).toBe('ok')
  })

  it('monitors a registered name: its bearer, or nobody', async () => {
    const bearer = new Mortal('bearer')
    const { monitors } = setup({ whereis: name => (name === 'known' ? bearer : undefined) })
    const downs: Down[] = []
    monitors.monitor('known', { onDown: down => downs.push(down) })
    monitors.monitor('nobody', { onDown: down => downs.push(down) })
    await microtasks()
    expect(downs).toMatchObject([{ target: undefined, reason: { kind: 'never_existed' } }])
    expect(monitors.listMonitors({ target: 'known' })).toHaveLength(1)
    bearer.end()
    await microtasks()
    expect(downs[1]).toMatchObject({ reason: { kind: 'exit' } })
  })
})

describe('demonitor', () => {
  it('is final and idempotent, and knows only its own refs (E 80, 82)', async () => {
    const { monitors } = setup()
    const other = setup().monitors
    const target = new Mortal()
    let told = 0
    const mine = ref(monitors.monitor(target, { onDown: () => told++ }))
    expect(other.demonitor(mine)).toEqual({ status: 'not_found' })
    expect(monitors.demonitor(mine)).toEqual({ status: 'ok' })
    expect(monitors.demonitor(mine)).toEqual({ status: 'not_found' })
    expect(monitors.demonitor({ id: 1 } as never)).toEqual({ status: 'not_found' })
    expect(monitors.demonitor(undefined as never)).toEqual({ status: 'not_found' })
    target.end()
    await microtasks()
    expect(told).toBe(0)
    expect(monitors.getStats().cleanedBy).toMatchObject({ demonitor: 1, targetDown: 0 })
  })

  it.each([
    [undefined, 'ok', 0],
    [{ flush: true }, 'ok', 0],
    [{ flush: false }, 'not_found', 1],
  ] as const)('of a monitor whose Down is on its way, with %j: %s, %i told', async (options, status, expected) => {
    const { monitors } = setup()
    const target = new Mortal()
    let told = 0
    const mine = ref(monitors.monitor(target, { onDown: () => told++ }))
    target.end()
    expect(monitors.demonitor(mine, options)).toEqual({ status })
    await microtasks()
    expect(told).toBe(expected)
    expect(monitors.demonitor(mine, options)).toEqual({ status: 'not_found' })
  })

  it('within a Down drops those of the same tick that have not been told', async () => {
    const { monitors } = setup()
    const target = new Mortal()
    const told: string[] = []
    let second: MonitorRef | undefined
    monitors.monitor(target, {
      onDown: () => {
        told.push('first')
        monitors.demonitor(second!)
      },
    })
    second = ref(monitors.monitor(target, { onDown: () => told.push('second') }))
    target.end()
    await microtasks()
    expect(told).toEqual(['first'])
  })
})

describe('owners', () => {
  it('take their monitors along, are told nothing, and are counted (E 77)', async () => {
    const { monitors, telemetry, clock } = setup()
    const cleaned = recorded(telemetry, 'otp.monitor_manager.monitor_cleaned')
    const summary = recorded(telemetry, 'otp.monitor_manager.caller_cleanup')
    const owner = new Mortal('request 12')
    const target = new Mortal()
    let told = 0
    for (let i = 0; i < 3; i++) monitors.monitor(target, { tag: 'mine', owner, onDown: () => told++ })
    monitors.monitor(target, 'other')
    await clock.advance(40)
    owner.end()
    target.end()
    await microtasks()
    expect(told).toBe(0)
    expect(monitors.getStats().cleanedBy).toMatchObject({ ownerDown: 3, targetDown: 1 })
    expect(summary).toEqual([{ monitor_count: 3, caller: 'request 12' }])
    expect(cleaned).toHaveLength(4)
    expect(cleaned[0]).toEqual({
      duration: 40,
      tag: 'mine',
      reason: 'owner_down',
      automatic: true,
      manual_cleanup: false,
    })
  })

  it.each(['owner first', 'target first'])(
    'that end in the tick of their target, %s: one clean-up, sums add up, no callback (fault 27)',
    async order => {
      const { monitors } = setup()
      const owner = new Mortal('owner')
      const target = new Mortal('target')
      let told = 0
      const mine = ref(monitors.monitor(target, { owner, onDown: () => told++ }))
      const ends = order === 'owner first' ? [owner, target] : [target, owner]
      for (const each of ends) each.end()
      await microtasks()
      expect(told).toBe(0)
      expect(monitors.demonitor(mine)).toEqual({ status: 'not_found' })
      const { created, cleaned, cleanedBy, active } = monitors.getStats()
      expect({ created, cleaned, active }).toEqual({ created: 1, cleaned: 1, active: 0 })
      expect(cleanedBy.targetDown + cleanedBy.ownerDown).toBe(1)
    },
  )

  it('that have ended without having said so yet get no callback either', async () => {
    const { monitors } = setup()
    const owner = new Mortal('owner')
    const target = new Mortal('target')
    let told = 0
    monitors.monitor(target, { owner, onDown: () => told++ })
    target.end()
    owner.reason = { kind: 'closed' }
    await microtasks()
    expect(told).toBe(0)
    owner.end()
  })

  it('can be AbortSignals, and signals can be targets', async () => {
    const { monitors } = setup()
    const target = new AbortController()
    const owner = new AbortController()
    const downs: Down[] = []
    monitors.monitor(target.signal, { owner: owner.signal, onDown: down => downs.push(down) })
    monitors.monitor(target.signal, { tag: 'kept', onDown: down => downs.push(down) })
    owner.abort()
    target.abort()
    await microtasks()
    expect(downs).toMatchObject([{ tag: 'kept', reason: { kind: 'closed' } }])
    expect(monitors.getStats().cleanedBy).toMatchObject({ ownerDown: 1, targetDown: 1 })
  })

  it('can be scopes', () => {
    const { monitors } = setup()
    const target = new Mortal()
    {
      using scope = monitors.scope('request 9')
      scope.monitor(target, 'inner')
      expect(monitors.listMonitors()).toMatchObject([{ owner: 'scope request 9', tag: 'inner' }])
      expect(() => scope.monitor(target, { owner: {} } as never)).toThrow(expect.objectContaining({ option: 'owner' }))
    }
    expect(monitors.listMonitors()).toEqual([])
    expect(monitors.getStats().cleanedBy.ownerDown).toBe(1)
    expect(target.listeners.size).toBe(0)
  })

  it('a scope that is over takes no more monitors', () => {
    const { monitors } = setup()
    const scope = monitors.scope('done')
    scope[Symbol.dispose]()
    expect(scope.monitor(new Mortal())).toEqual({ status: 'error', reason: 'owner_down' })
  })
})

describe('signal', () => {
  it('takes the monitor back, with one listener per signal that goes with the last monitor', async () => {
    const { monitors } = setup()
    const controller = new AbortController()
    const { signal } = controller
    let listeners = 0
    const { addEventListener, removeEventListener } = signal
    signal.addEventListener = function (this: AbortSignal, ...args: Parameters<typeof addEventListener>): void {
      listeners++
      addEventListener.apply(this, args)
    } as typeof addEventListener
    signal.removeEventListener = function (this: AbortSignal, ...args: Parameters<typeof removeEventListener>): void {
      listeners--
      removeEventListener.apply(this, args)
    } as typeof removeEventListener
    const refs = Array.from({ length: 20 }, () => ref(monitors.monitor(new Mortal(), { signal })))
    expect(listeners).toBe(1)
    for (const each of refs.slice(0, 19)) monitors.demonitor(each)
    expect(listeners).toBe(1)
    monitors.demonitor(refs[19]!)
    expect(listeners).toBe(0)
    monitors.monitor(new Mortal(), { signal })
    controller.abort()
    expect(monitors.getStats()).toMatchObject({ active: 0, cleanedBy: { signal: 1, demonitor: 20 } })
  })
})

describe('leaks', () => {
  it('findLeaks(0) finds a monitor made this moment (E 75), and a greater age does not', async () => {
    const { monitors, clock } = setup()
    monitors.monitor(new Mortal(), 'leak_test')
    expect(monitors.findLeaks(0)).toMatchObject([{ tag: 'leak_test' }])
    expect(monitors.findLeaks(1)).toEqual([])
    await clock.advance(300_000)
    expect(monitors.findLeaks()).toHaveLength(1)
    expect(monitors.findLeaks(Number.POSITIVE_INFINITY)).toEqual([])
    for (const age of [-1, Number.NaN]) expect(() => monitors.findLeaks(age)).toThrow(/ageMs must be/)
  })

  it('are reported once each, counted once (E 76), every five minutes', async () => {
    const { monitors, clock, telemetry, logger } = setup()
    const events = recorded(telemetry, 'otp.monitor_manager.leaks_detected')
    const reports: (readonly MonitorInfo[])[] = []
    monitors.onLeak(leaks => reports.push(leaks))
    monitors.monitor(new Mortal(), 'old')
    await clock.advance(100_000)
    monitors.monitor(new Mortal(), 'young')
    await clock.advance(200_000)
    expect(reports.map(report => report.map(leak => leak.tag))).toEqual([['old']])
    await clock.advance(900_000)
    expect(reports.map(report => report.map(leak => leak.tag))).toEqual([['old'], ['young']])
    expect(monitors.getStats().leaked).toBe(2)
    expect(events).toEqual([
      { count: 1, tags: ['old'] },
      { count: 1, tags: ['young'] },
    ])
    expect(logger.lines.map(line => [line.level, line.fields?.byTag])).toEqual([
      ['warn', { old: 1 }],
      ['warn', { young: 1 }],
    ])
  })

  it('are the same in both views: neither lists one whose target or owner has ended (E 74)', async () => {
    const { monitors, clock } = setup()
    const reports: (readonly MonitorInfo[])[] = []
    monitors.onLeak(leaks => reports.push(leaks))
    const target = new Mortal()
    const owner = new Mortal()
    monitors.monitor(target, 'target ended')
    monitors.monitor(new Mortal(), { owner, tag: 'owner ended' })
    monitors.monitor(new Mortal(), 'real')
    // Ended, although the news has not come.
    target.reason = { kind: 'closed' }
    owner.reason = { kind: 'closed' }
    expect(monitors.findLeaks(0).map(leak => leak.tag)).toEqual(['real'])
    await clock.advance(300_000)
    expect(reports.map(report => report.map(leak => leak.tag))).toEqual([['real']])
    target.end()
    owner.end()
  })

  it('have an age of their own where one was given; Infinity is never a leak (E 81)', async () => {
    const { monitors, clock } = setup({ leakCheckInterval: 10, leakAge: 1000 })
    const tags: string[] = []
    monitors.onLeak(leaks => tags.push(...leaks.map(leak => leak.tag)))
    monitors.monitor(new Mortal(), { tag: 'stays', maxAge: Number.POSITIVE_INFINITY })
    monitors.monitor(new Mortal(), { tag: 'default' })
    monitors.monitor(new Mortal(), { tag: 'short', maxAge: 20 })
    await clock.advance(20)
    expect(tags).toEqual(['short'])
    await clock.advance(2000)
    expect(tags).toEqual(['short', 'default'])
  })

  it('stop being looked for when nothing is monitored: no timer is left', async () => {
    const { monitors, clock } = setup()
    expect(clock.pending.timers).toBe(0)
    const mine = ref(monitors.monitor(new Mortal()))
    expect(clock.pending.timers).toBe(1)
    monitors.demonitor(mine)
    await clock.runAll()
    expect(clock.pending.timers).toBe(0)
  })
})

describe('call sites', () => {
  function here(): string {
    const [, line] = /test\.ts:(\d+)/.exec(new Error().stack!.split('\n')[2]!)!
    return `manager.test.ts:${line}:`
  }

  it('name the place that called monitor, not the manager (E 71), through scope, cleanup and router alike', async () => {
    const { monitors } = setup()
    const routed = setup({ shards: 3 }).monitors
    const place = here()
    monitors.monitor(new Mortal(), 'direct')
    monitors.scope('s').monitor(new Mortal(), 'scope')
    const inner = monitors.monitorWithCleanup(new Mortal(), 'cleanup', () => monitors.listMonitors({ tag: 'cleanup' }))
    routed.monitor(new Mortal(), 'router')
    const line = Number(/:(\d+):/.exec(place)![1])
    const at = (info: MonitorInfo | undefined): number => Number(/manager\.test\.ts:(\d+):/.exec(info!.callSite!)![1])
    expect(at(monitors.listMonitors({ tag: 'direct' })[0])).toBe(line + 1)
    expect(at(monitors.listMonitors({ tag: 'scope' })[0])).toBe(line + 2)
    expect(at((await inner)[0])).toBe(line + 3)
    expect(at(routed.listMonitors()[0])).toBe(line + 4)
  })

  it('are left out where the program formats stacks in its own way, which neither fails nor changes anything', () => {
    const { monitors } = setup({ captureCallSite: 'always' })
    const host = Error as { prepareStackTrace?: (error: Error, frames: unknown) => unknown; stackTraceLimit: number }
    const { prepareStackTrace, stackTraceLimit } = host
    const sites: (string | undefined)[] = []
    const monitored = (): void => {
      monitors.monitor(new Mortal(), `${sites.length}`)
      sites.push(monitors.listMonitors({ tag: `${sites.length}` })[0]!.callSite)
    }
    try {
      host.stackTraceLimit = 3
      for (const format of [
        (_error: Error, frames: unknown) => frames,
        () => 'a stack',
        () => {
          throw new Error()
        },
      ]) {
        host.prepareStackTrace = format
        monitored()
        expect(host.stackTraceLimit).toBe(3)
      }
    } finally {
      host.prepareStackTrace = prepareStackTrace as never
      host.stackTraceLimit = stackTraceLimit
    }
    expect(sites).toEqual([undefined, undefined, undefined])
    monitors.scope('s').monitor(new Mortal(), 'again')
    expect(monitors.listMonitors({ tag: 'again' })[0]!.callSite).toMatch(/manager\.test\.ts:\d+:\d+$/)
  })

  it('are found again once stacks are as usual, also where the first one was not', async () => {
    vi.resetModules()
    const { createMonitorManager: fresh } = await import('../../src/monitor-manager.js')
    const monitors = fresh({ captureCallSite: 'always', shards: 3 })
    const host = Error as { prepareStackTrace?: unknown }
    const { prepareStackTrace } = host
    host.prepareStackTrace = () => 'a stack'
    monitors.monitor(new AbortController().signal, 'odd')
    host.prepareStackTrace = prepareStackTrace
    monitors.monitor(new AbortController().signal, 'usual')
    expect(monitors.listMonitors({ tag: 'usual' })[0]!.callSite).toMatch(/manager\.test\.ts/)
    await monitors[Symbol.asyncDispose]()
  })

  it('keep the parentheses of a folder', () => {
    const { monitors } = setup({ captureCallSite: 'always' })
    const host = Error as { prepareStackTrace?: unknown }
    const { prepareStackTrace } = host
    try {
      host.prepareStackTrace = () => 'Error\n    at start (file:///app/(admin)/start.ts:12:9)'
      monitors.monitor(new Mortal(), 'grouped')
    } finally {
      host.prepareStackTrace = prepareStackTrace
    }
    expect(monitors.listMonitors({ tag: 'grouped' })[0]!.callSite).toBe('file:///app/(admin)/start.ts:12:9')
  })

  it('are sampled per tag after the first 256, or never, or always', () => {
    const captured = (captureCallSite: 'never' | 'sampled' | 'always'): number => {
      const { monitors } = setup({ captureCallSite })
      for (let i = 0; i < 320; i++) monitors.monitor(new Mortal(), 'many')
      return monitors.listMonitors().filter(info => info.callSite !== undefined).length
    }
    expect(captured('never')).toBe(0)
    expect(captured('sampled')).toBe(257)
    expect(captured('always')).toBe(320)
  })
})

describe('callbacks that throw', () => {
  it('go to the logger and stop nobody else', async () => {
    const { monitors, logger } = setup()
    const target = new Mortal()
    const error = new Error('in the handler')
    let told = 0
    monitors.monitor(target, {
      onDown: () => {
        throw error
      },
    })
    monitors.monitor(target, { onDown: () => told++ })
    target.end()
    await microtasks()
    expect(told).toBe(1)
    expect(monitors.getStats().callbackErrors).toBe(1)
    expect(logger.lines).toMatchObject([{ level: 'error', fields: { error } }])
  })
})

describe('monitorWithCleanup', () => {
  it('takes the monitor back after the body, whether it returns or throws', async () => {
    const { monitors } = setup()
    const target = new Mortal()
    await expect(monitors.monitorWithCleanup(target, 'body', () => monitors.getStats().active)).resolves.toBe(1)
    await expect(
      monitors.monitorWithCleanup(target, 'body', () => Promise.reject(new Error('body failed'))),
    ).rejects.toThrow('body failed')
    expect(monitors.getStats()).toMatchObject({ active: 0, cleanedBy: { demonitor: 2 } })
    expect(target.listeners.size).toBe(0)
  })

  it('lets the body see the DOWN (F 95)', async () => {
    const { monitors } = setup()
    const target = new Mortal()
    const seen = monitors.monitorWithCleanup(target, 'body', async (mine, down) => {
      target.end({ kind: 'exit', code: 9 })
      const { reason, ref: told } = await down
      return { reason, same: told === mine }
    })
    await expect(seen).resolves.toEqual({ reason: { kind: 'exit', code: 9 }, same: true })
  })

  it('rejects with a typed error where there can be no monitor (F 94)', async () => {
    const { monitors } = setup()
    const never = (): never => {
      throw new Error('the body must not run')
    }
    await expect(monitors.monitorWithCleanup(new Silent(), 't', never)).rejects.toMatchObject({
      code: 'ERR_UNKNOWN_RECIPIENT',
    })
    const signal = AbortSignal.abort()
    await expect(monitors.monitorWithCleanup(new Mortal(), { signal }, never)).rejects.toMatchObject({
      code: 'ERR_ABORTED',
    })
    await monitors[Symbol.asyncDispose]()
    await expect(monitors.monitorWithCleanup(new Mortal(), 't', never)).rejects.toMatchObject({ code: 'ERR_CLOSED' })
  })
})

describe('list and statistics', () => {
  it('take a target that cannot be asked, such as one at the far end of a wire, for alive, and do not fail (E 79)', () => {
    const remote: DownSource<Sudden> = {
      name: 'remote',
      accepts: (target): target is Sudden => target instanceof Sudden,
      liveness: () => 'unknown',
      watch: () => ({ [Symbol.dispose]: () => {} }),
    }
    const { monitors } = setup({ sources: [remote] })
    const target = new Sudden()
    monitors.monitor(target, { owner: new Sudden() })
    expect(monitors.listMonitors()).toMatchObject([{ target: 'remote', owner: 'remote', alive: true }])
    expect(monitors.findLeaks(0)).toHaveLength(1)
  })

  it('filter by tag, target, owner and limit, in order of creation', () => {
    const { monitors } = setup()
    const [a, b] = [new Mortal('a'), new Mortal('b')]
    const owner = {}
    monitors.monitor(a, { tag: 'x', owner })
    monitors.monitor(b, { tag: 'x' })
    monitors.monitor(a, { tag: 'y', owner })
    monitors.monitor(a, { tag: 'y' })
    const names = (...args: Parameters<typeof monitors.listMonitors>): string[] =>
      monitors.listMonitors(...args).map(info => `${info.target}${info.tag}`)
    expect(names()).toEqual(['ax', 'bx', 'ay', 'ay'])
    expect(names({ tag: 'y' })).toEqual(['ay', 'ay'])
    expect(names({ target: a })).toEqual(['ax', 'ay', 'ay'])
    expect(names({ owner })).toEqual(['ax', 'ay'])
    expect(names({ owner, target: a, tag: 'y', limit: 1 })).toEqual(['ay'])
    expect(names({ target: new Mortal() })).toEqual([])
    expect(names({ owner: {} })).toEqual([])
    expect(names({ limit: 0 })).toEqual([])
    for (const limit of [-1, Number.NaN, 1.5]) expect(() => names({ limit })).toThrow(/limit must be/)
    expect(monitors.getStats()).toMatchObject({ created: 4, active: 4, byTag: { x: 2, y: 2 } })
  })

  it('are readable as plain numbers through telemetry', () => {
    const { monitors, telemetry } = setup()
    monitors.demonitor(ref(monitors.monitor(new Mortal())))
    monitors.monitor(new Mortal())
    expect(telemetry.counters()).toMatchObject({
      'monitor_manager.created': 2,
      'monitor_manager.cleaned': 1,
      'monitor_manager.active': 1,
    })
  })

  it('count the tags that are in use, and no others', () => {
    const { monitors } = setup()
    for (let i = 0; i < 5000; i++) monitors.demonitor(ref(monitors.monitor(new Mortal(), `request ${i}`)))
    monitors.monitor(new Mortal(), 'kept')
    expect(monitors.getStats().byTag).toEqual({ kept: 1 })
  })
})

it.each([
  [{ leakAge: -1 }, 'leakAge'],
  [{ leakAge: Number.NaN }, 'leakAge'],
  [{ leakCheckInterval: 0 }, 'leakCheckInterval'],
  [{ captureCallSite: 'often' }, 'captureCallSite'],
  [{ shards: 0 }, 'shards'],
])('a manager with %j is refused with a typed error', (options, option) => {
  expect(() => createMonitorManagerWith([], options as never)).toThrow(
    expect.objectContaining({ code: 'ERR_INVALID_OPTION', option }),
  )
  expect(() => createMonitorRouter([])).toThrow(expect.objectContaining({ option: 'managers' }))
})

it('a router whose route leads nowhere says so', () => {
  const router = createMonitorRouter([createMonitorManagerWith([])], { route: () => 7 })
  expect(() => router.monitor(new AbortController().signal)).toThrow(expect.objectContaining({ option: 'route' }))
})

describe('disposal', () => {
  it('ends every monitor, says so, and refuses new ones (E 84)', async () => {
    const { monitors, telemetry } = setup()
    const terminated = recorded(telemetry, 'otp.monitor_manager.terminated')
    const target = new Mortal()
    let told = 0
    const mine = ref(monitors.monitor(target, { onDown: () => told++ }))
    await monitors[Symbol.asyncDispose]()
    await monitors[Symbol.asyncDispose]()
    target.end()
    await microtasks()
    expect(told).toBe(0)
    expect(target.listeners.size).toBe(0)
    expect(monitors.getStats()).toMatchObject({ active: 0, cleanedBy: { disposed: 1 } })
    expect(terminated).toEqual([{ monitor_count: 1, reason: 'disposed' }])
    expect(monitors.monitor(target)).toEqual({ status: 'error', reason: 'closed' })
    expect(monitors.demonitor(mine)).toEqual({ status: 'not_found' })
    expect(telemetry.counters()).toEqual({})
  })
})

describe('routing over several managers', () => {
  it('keeps a target with one manager, finds refs again, merges statistics and leaks (E 83)', async () => {
    const { monitors, clock } = setup({ shards: 4 })
    const targets = Array.from({ length: 8 }, (_, i) => new Mortal(`t${i}`))
    const downs: string[] = []
    for (const target of targets) {
      for (const tag of ['a', 'b']) monitors.monitor(target, { tag, onDown: down => downs.push(down.tag) })
    }
    expect(targets.every(target => target.listeners.size === 1)).toBe(true)
    expect(monitors.getStats()).toMatchObject({ created: 16, active: 16, byTag: { a: 8, b: 8 } })
    const leaked: string[] = []
    const listening = monitors.onLeak(leaks => leaked.push(...leaks.map(leak => leak.target)))
    await clock.advance(300_000)
    expect(new Set(leaked).size).toBe(8)
    listening[Symbol.dispose]()
    expect(monitors.findLeaks()).toHaveLength(16)
    targets[0]!.end()
    await microtasks()
    expect(downs).toEqual(['a', 'b'])
    for (const info of monitors.listMonitors()) expect(monitors.demonitor(info.ref)).toEqual({ status: 'ok' })
    expect(monitors.getStats()).toMatchObject({ active: 0, cleaned: 16, cleanedBy: { demonitor: 14, targetDown: 2 } })
    const scope = monitors.scope('routed')
    for (const target of targets.slice(1)) scope.monitor(target)
    scope[Symbol.dispose]()
    expect(monitors.getStats().cleanedBy.ownerDown).toBe(7)
  })
})

it('a manager with an option that does not exist is not made', () => {
  expect(() => createMonitorManagerWith([], { leakage: 5 } as never)).toThrow(
    expect.objectContaining({ code: 'ERR_INVALID_OPTION', option: 'options.leakage' }),
  )
})
