import type { Deployment } from '../../migrate/deployment.js';
import type { ScanResult } from '../../result.js';
import { type Criterion } from '../criteria.js';
export type ShownCriterion = 'sends' | 'monitors' | 'timeouts' | 'supervisedSend';
export interface Standing {
    findings: number;
    selfSends: number;
    /** The criteria that this can show. */
    criteria: Record<ShownCriterion, Criterion>;
    watchers: {
        /** Files with a watcher, managed or not. */
        files: number;
        /** Files with unmanaged ones, how many of which shape, whatever the preset reports of them. */
        unmanaged: {
            file: string;
            shapes: Record<string, number>;
        }[];
        unreported: number;
    };
    /** The runtime is depended on by all packages that import it. */
    isDeclared: boolean;
    importsMonitors: boolean;
}
export declare function standingOf(result: ScanResult, deployment: Deployment): Standing;
