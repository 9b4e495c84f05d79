/** A dialect's page, Markdown, from its rows alone. */
import type { Dialect } from '../sites/dialect.js';
/** Name of the page's file: `node-worker_threads.md`. */
export declare const pageName: ({ name }: Dialect) => string;
/** Those that recognise something: some only say what well-known things are. */
export declare const hasPage: ({ rows }: Dialect) => boolean;
export declare function dialectPage(dialect: Dialect): string;
export declare function indexPage(dialects: readonly Dialect[]): string;
