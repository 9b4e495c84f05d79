// The floor: lists the sources of the current folder and reads every byte.
import { readFileSync } from 'node:fs'
import { sourcesOf } from './sources.mjs'

let bytes = 0
for (const file of sourcesOf('.')) bytes += readFileSync(file).length
console.log(bytes)
