/** What a scan returns: the contract of `--format json` and of the Node API. Lines and columns are 1-based; columns are UTF-16 units. */
export {};
