/** Sites that no rule judges: releases, ends and bounds count for others, and a call is one only if somebody waits. */
import type { Judged } from '../audit/judge.js';
import type { RulesInForce } from '../config/rules.js';
import type { Node } from '../sites/ast.js';
import type { Site } from '../sites/find.js';
import type { HandMade } from '../sites/hand-made.js';
import type { Silent } from './explanation.js';
import type { SpotOf } from './spots.js';
/** The rule that would have judged it is not run on its file. */
export declare function turnedOff({ row, name, file }: Site, rules: RulesInForce, callee: string): Silent | undefined;
export declare function unjudged(site: Site, callee: string, judged: readonly Judged[], handMade: ReadonlyMap<Node, HandMade>, spot: SpotOf): Silent;
