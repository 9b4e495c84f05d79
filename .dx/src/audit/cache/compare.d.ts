import { type Moment, type Picture } from './picture.js';
export interface Compared {
    /** What has changed; empty: nothing. */
    changes: string[];
    /** So much of the picture was brought up to date that it is worth keeping. */
    isMended: boolean;
    /** How many files were told by their content. */
    read: number;
}
/**
 * The picture's times are brought up to date where nothing else has changed.
 * @param now Asked once something has to be looked at more closely; none: no time is brought up to date.
 */
export declare function compare(picture: Picture, now: () => Promise<Moment | undefined>, signal?: AbortSignal): Promise<Compared>;
