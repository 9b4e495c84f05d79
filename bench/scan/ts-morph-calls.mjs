// What a codemod on ts-morph does: every file of the current folder, every call, the symbol of each called member.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { sourcesOf } from './sources.mjs'

const { Project, Node } = createRequire(join(process.argv[2], 'package.json'))('ts-morph')
const project = new Project({
  skipAddingFilesFromTsConfig: true,
  compilerOptions: { module: 99, moduleResolution: 100, target: 99, jsx: 1, skipLibCheck: true, noEmit: true },
})
// one by one: a list is taken for globs, for which every folder is walked, around links that pnpm makes in circles
for (const file of sourcesOf('.')) project.addSourceFileAtPathIfExists(file)
let calls = 0
for (const file of project.getSourceFiles())
  file.forEachDescendant(node => {
    if (!Node.isCallExpression(node)) return
    const callee = node.getExpression()
    if (Node.isPropertyAccessExpression(callee) && callee.getNameNode().getSymbol()) calls++
  })
console.log(calls)
