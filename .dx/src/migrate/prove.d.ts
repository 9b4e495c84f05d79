/** What is shown of the texts before any of them is written: they parse, type-check, and scan as they should. */
import type { Texts } from '../files/read.js';
import type { ScanResult } from '../result.js';
import { type Fix } from './fix.js';
import type { FilePlan } from './plan.js';
import type { TypeProof } from './type-proof.js';
/** Fix → why it is dropped. */
export type Refuted = Map<string, string>;
/** @param given What stood in for files before. */
export declare const textsOf: (plans: readonly FilePlan[], given?: Texts) => Texts;
/** Of fixes of which it is not seen which one is at fault, those that are given up first: steps, then the least sure. */
export declare function firstToGo(fixes: readonly Fix[]): readonly Fix[];
/** Steps that come with fixes which are not all made. */
export declare function unfounded(plans: readonly FilePlan[]): Refuted;
export declare function unparsable(plans: readonly FilePlan[]): Refuted;
/** Imports of the runtime where the project's own TypeScript can't read its declarations: no checker of ours would see it. */
export declare function unreadable(plans: readonly FilePlan[]): Refuted;
/** Fixes on whose lines the checker has something new to say; all of a file's where none can be told. */
export declare function illTyped(plans: readonly FilePlan[], proof: TypeProof, given?: Texts): Promise<Refuted>;
/** Files whose findings after are not those before without the fixed ones, or which leave more undecided. */
export declare function ofSecondScan(plans: readonly FilePlan[], before: ScanResult, after: ScanResult): Refuted;
