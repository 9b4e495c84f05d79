import { shortened } from '../audit/identity.js';
import { relativePath } from '../files/paths.js';
import { positionOf } from '../sites/ast.js';
export const spotsIn = (root) => (what, node, file) => {
    const { line, column } = positionOf(file, node.start);
    return { what, file: relativePath(root, file.path), line, column, text: firstLine(file, node) };
};
/** The line that a node begins in, from where it begins; of a name, all of the line's code. */
function firstLine(file, node) {
    const { line } = positionOf(file, node.start);
    const from = file.lineStarts[line - 1];
    const to = file.lineStarts[line] ?? file.text.length;
    return shortened(file.text.slice(from, Math.min(to, from + 2000)).trim(), 100);
}
