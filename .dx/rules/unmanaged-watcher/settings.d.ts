/** What a configuration may say of the rule. */
import type { Schema } from '../../src/config/schema/schema.js';
export interface UnmanagedWatcherOptions {
    /** Watchers of these shapes are no findings. Default none. */
    ignoreShapes: readonly UnmanagedWatcherShape[];
    /** A watcher of a peer's end that does not go through `MonitorManager` is one, released or not. */
    lifecycleMonitors: boolean;
}
export declare const unmanagedWatcherShapes: readonly ['never-stopped', 'partial', 'wrong-key', 'lifecycle-monitor'];
export type UnmanagedWatcherShape = (typeof unmanagedWatcherShapes)[number];
export declare const unmanagedWatcherSchema: Record<keyof UnmanagedWatcherOptions, Schema>;
