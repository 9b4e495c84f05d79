/** Files that a program has written: what is changed in them is gone the next time. */

const marks =
  /@generated\b|\bdo not (?:edit|modify)\b|\bauto(?:matically)?[- ]?generated\b|^\W*(?:code |(?:this )?file (?:is |was )?)?generated (?:by|from|with)\b/im

/** Said in the comments that it begins with. */
export function isGenerated(text: string): boolean {
  const head = /^(?:#!.*)?\s*(?:\/\/.*\s*|\/\*[\s\S]*?\*\/\s*)+/.exec(text.slice(0, 1000))
  return head !== null && marks.test(head[0])
}
