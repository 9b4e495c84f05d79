import type { ReportFormat } from './formats/format.js';
export type { ReportFormat } from './formats/format.js';
/** One pure function a format, and one line here; of the functions, those are loaded that are asked for. */
export declare const formats: readonly ReportFormat[];
