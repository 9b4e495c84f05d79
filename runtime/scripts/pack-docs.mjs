// The pages of the repository's docs/runtime go into the tarball, and the README there links to them: `prepack` puts both in
// place, `postpack` takes them away again.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const docs = join(root, 'docs')
const readme = join(root, 'README.md')
const packed = process.argv[2] === 'prepack'
const [from, to] = packed ? ['](../docs/runtime/', '](docs/'] : ['](docs/', '](../docs/runtime/']

rmSync(docs, { recursive: true, force: true })
if (packed) cpSync(join(root, '../docs/runtime'), docs, { recursive: true })
writeFileSync(readme, readFileSync(readme, 'utf8').replaceAll(from, to))
