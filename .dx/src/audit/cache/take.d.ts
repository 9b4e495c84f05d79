import { type Looks } from '../../files/looks.js';
import { type Moment, type Picture } from './picture.js';
/** Something is not as the scan saw it, or nobody can tell. */
export declare class Blurred extends Error {
    name: string;
}
/**
 * @param scanned The files that were scanned.
 * @param since When the scan began.
 * @throws Blurred, with the reason.
 */
export declare function take(looks: Looks, scanned: readonly string[], since: Moment, signal?: AbortSignal): Promise<Picture>;
