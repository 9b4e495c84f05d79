/** Telemetry of monitors: the plan's names and fields, on every way a monitor ends. */
import type { Telemetry, TelemetryChannel } from '../core/telemetry.js'
import type { MonitorInfo } from './contracts.js'
import type { MonitorRecord } from './record.js'
import { type CleanUp, reasonOf } from './stats.js'

export class MonitorEvents {
  readonly #created: TelemetryChannel<'otp.monitor_manager.monitor_created'>
  readonly #cleaned: TelemetryChannel<'otp.monitor_manager.monitor_cleaned'>
  readonly #leaks: TelemetryChannel<'otp.monitor_manager.leaks_detected'>
  readonly #callerCleanup: TelemetryChannel<'otp.monitor_manager.caller_cleanup'>
  readonly #terminated: TelemetryChannel<'otp.monitor_manager.terminated'>

  constructor(telemetry: Telemetry) {
    this.#created = telemetry.channel('otp.monitor_manager.monitor_created')
    this.#cleaned = telemetry.channel('otp.monitor_manager.monitor_cleaned')
    this.#leaks = telemetry.channel('otp.monitor_manager.leaks_detected')
    this.#callerCleanup = telemetry.channel('otp.monitor_manager.caller_cleanup')
    this.#terminated = telemetry.channel('otp.monitor_manager.terminated')
  }

  created(tag: string, caller: string): void {
    if (this.#created.enabled) this.#created.publish({ count: 1, tag, caller })
  }

  /** The clock need not be asked for a duration that nobody hears of. */
  get watchesEnds(): boolean {
    return this.#cleaned.enabled
  }

  cleaned(record: MonitorRecord, cause: CleanUp, duration: number): void {
    const automatic = cause !== 'demonitor'
    this.#cleaned.publish({
      duration,
      tag: record.tag.name,
      reason: reasonOf[cause],
      automatic,
      manual_cleanup: !automatic,
    })
  }

  leaks(leaks: readonly MonitorInfo[]): void {
    if (!this.#leaks.enabled) return
    this.#leaks.publish({ count: leaks.length, tags: [...new Set(leaks.map(leak => leak.tag))] })
  }

  callerCleanup(monitorCount: number, caller: string): void {
    if (this.#callerCleanup.enabled) this.#callerCleanup.publish({ monitor_count: monitorCount, caller })
  }

  terminated(monitorCount: number): void {
    if (this.#terminated.enabled) this.#terminated.publish({ monitor_count: monitorCount, reason: 'disposed' })
  }
}
