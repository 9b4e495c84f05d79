import type { SiteReport } from '../../src/result.js';
import type { Row } from '../../src/sites/dialect.js';
import { type Path, type Syntax } from '../tree.js';
export interface SendParts {
    readonly call: Syntax;
    readonly target: Syntax;
    readonly message: Syntax;
    /** The list of what is moved with the message. */
    readonly transfer?: Syntax;
    /** What has to be there for anything to be sent: `peer` in `peer?.send(m)`, `process.send` in `process.send?.(m)`. */
    readonly condition?: Syntax;
    /** The recipient is behind another `?.`: `peers?.[id]?.send(m)`. */
    readonly isChained: boolean;
}
/** The parts, or why they can't be had. */
export declare function partsOf(path: Path, site: SiteReport): SendParts | string;
/** The dialect's row for a call of this name. */
export declare function rowOf(site: SiteReport, name: string | undefined): Row | undefined;
