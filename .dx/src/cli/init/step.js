/** What `init` would do, as data: planned once, then shown, asked about, and written. */
export {};
