export interface Standing {
    root: string;
    configs: {
        /** Relative to the root. */
        path: string;
        /** `here`: a scan of the root takes it; `below`: one that is given a path in its folder. */
        holds: 'here' | 'below';
        /** A line each; none: it is right. */
        mistakes: string[];
    }[];
}
/**
 * @param named A configuration to use instead, or `false` for none.
 * @throws UsageError where the folder that holds for the root has two.
 */
export declare function standing(root: string, named?: string | false): Promise<Standing>;
