// What a warm scan is measured by: git's list of the files and a look at each.
import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'

const listed = execFileSync('git', ['ls-files', '-z'], { maxBuffer: 2 ** 30 })
let bytes = 0
for (const file of listed.toString().split('\0'))
  if (file) bytes += statSync(file, { throwIfNoEntry: false })?.size ?? 0
console.log(bytes)
