import { Option } from 'commander';
/** An option that may be given a span; without one it is `true`. */
export declare function milliseconds(flags: string, description: string): Option;
