/** What both checkers can be asked, in the same words. Values are promises because one of the two is another process. */
export {};
