/** The part of picomatch 2 in use; it brings no types. */
declare module 'picomatch' {
  function picomatch(globs: string | readonly string[], options?: picomatch.Options): (path: string) => boolean
  namespace picomatch {
    interface Options {
      dot?: boolean
      /** Of the regular expression. */
      flags?: string
    }
    /** Splits a glob into the folder before its first wildcard and the rest. */
    function scan(glob: string): { base: string; glob: string; isGlob: boolean }
  }
  export = picomatch
}
