/** The name of a monitor in lists and leak reports: short, the same tomorrow, once in a file. */
import { type Path, type Syntax, type Tree } from '../tree.js';
/** The enclosing class and function, at top level the file's name; with the target where that is not enough. */
export declare function tagOf(path: Path, target: Syntax, tree: Tree, file: string): string;
