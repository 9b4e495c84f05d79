import { shapesSchema } from '../../src/config/schema/shapes.js';
export const unmanagedWatcherShapes = ['never-stopped', 'partial', 'wrong-key', 'lifecycle-monitor'];
export const unmanagedWatcherSchema = {
    ignoreShapes: shapesSchema(unmanagedWatcherShapes, 'Watchers of these shapes are no findings.'),
    lifecycleMonitors: {
        type: 'boolean',
        description: 'Whether each watcher of a peer’s end that does not go through MonitorManager is a finding, released or not. Default: true with preset stage3, else false.',
    },
};
