/** One line for each mistake; none: `value` is a configuration. */
export declare function check(value: unknown): string[];
