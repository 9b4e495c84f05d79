/** What a configuration may say of the rule. */
import type { Schema } from '../../src/config/schema/schema.js'
import { shapesSchema } from '../../src/config/schema/shapes.js'

export interface UnmanagedWatcherOptions {
  /** Watchers of these shapes are no findings. Default none. */
  ignoreShapes: readonly UnmanagedWatcherShape[]
  /** A watcher of a peer's end that does not go through `MonitorManager` is one, released or not. */
  lifecycleMonitors: boolean
}

export const unmanagedWatcherShapes = ['never-stopped', 'partial', 'wrong-key', 'lifecycle-monitor'] as const
export type UnmanagedWatcherShape = (typeof unmanagedWatcherShapes)[number]

export const unmanagedWatcherSchema: Record<keyof UnmanagedWatcherOptions, Schema> = {
  ignoreShapes: shapesSchema(unmanagedWatcherShapes, 'Watchers of these shapes are no findings.'),
  lifecycleMonitors: {
    type: 'boolean',
    description:
      'Whether each watcher of a peer’s end that does not go through MonitorManager is a finding, released or not. Default: true with preset stage3, else false.',
  },
}
