import type { Change } from './step.js';
/** Says before the first file is written what would fail. @throws OutputError */
export declare function expectWritable(changes: readonly Change[]): void;
/** @throws OutputError */
export declare function write({ path, after, isExecutable }: Change): Promise<void>;
