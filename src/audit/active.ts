import type { Preset, RuleName } from '../result.js'

/** What each preset reports. Comments that silence findings are judged in all of them. */
export const active: Record<Preset, readonly RuleName[]> = {
  recommended: ['raw-send', 'unmanaged-watcher', 'untimed-call'],
  stage3: ['raw-send', 'unmanaged-watcher', 'untimed-call', 'unsupervised-spawn'],
  strict: ['raw-send', 'unmanaged-watcher', 'untimed-call', 'unsupervised-spawn', 'god-process'],
}
