import type { FilePass, Verdict } from '../../src/audit/rule.js';
import type { Site } from '../../src/sites/find.js';
/** The option `lifecycleMonitors`, and so the Stage 3 preset: whoever watches a peer's end does so through `MonitorManager`. */
export declare function lifecycleMonitor(site: Site, pass: FilePass): Verdict | undefined;
