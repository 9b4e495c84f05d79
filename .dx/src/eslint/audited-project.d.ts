import { type Answer, type AuditOptions } from './answer.js';
export declare class AuditedProject {
    #private;
    readonly options: AuditOptions;
    /** @throws UsageError for a root that does not exist. */
    constructor(options: AuditOptions);
    /** What a scan of the project says of a file that has this text. @throws UsageError */
    of(file: string, text: string): Promise<Answer>;
}
