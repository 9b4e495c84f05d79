/** A look inside of a scan: what it knew before it became a report. */
import type { Settings } from '../config/settings.js';
import type { Discovered } from '../files/discover.js';
import type { Preset } from '../result.js';
import type { Inference } from '../sites/infer.js';
import type { Library } from '../sites/library.js';
import type { Packages } from '../sites/packages.js';
import type { Prefilter } from '../sites/prefilter.js';
import type { FileSites } from './collect.js';
import type { Judged } from './judge.js';
export interface Inside {
    /** The root's real path. */
    root: string;
    preset: Preset;
    found: Discovered;
    library: Library;
    packages: Packages;
    prefilter: Prefilter;
    /** Files that the quick test let through, asked for or not. */
    passed: readonly string[];
    settings: Settings;
    /** None if no file was parsed. */
    parsed?: Parsed;
}
export interface Parsed {
    inf: Inference;
    files: readonly FileSites[];
    judged: ReadonlyMap<FileSites, readonly Judged[]>;
    /** Each finding's identity, and what it is the hash of, in the order in which they were handed out. */
    identities: ReadonlyMap<string, string>;
}
/** All files are read and known to the scan; verdicts are the same as if all were judged. */
export interface View {
    /** Absolute paths of what is parsed, judged and reported on; or how they are chosen of what is there. */
    only: ReadonlySet<string> | ((found: Discovered, passed: readonly string[]) => ReadonlySet<string>);
    /**
     * Types are asked as if all were judged, at the price of parsing more: else the programs of the type checker begin with
     * fewer files, and what only the others declare for all is not known.
     */
    wholePrograms?: boolean;
    /** What is judged is compared with the baseline; entries of other files are not judged. */
    isCompared?: boolean;
    /** Told of each file that is read, in order. @param bytes Valid only until it returns. */
    read?(path: string, bytes: Buffer): void;
    see?(inside: Inside): void;
}
