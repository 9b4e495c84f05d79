/** Options of a supervised send by what the send is for. */
import type jscodeshift from 'jscodeshift';
import type { Finding } from '../../src/result.js';
import { type Path } from '../tree.js';
/**
 * A command to an agent is tried once more, and a failure logged. What a timer sends is tried again and becomes a dead
 * letter in the end, since nobody repeats it. A fallback says that it is one, and after what. Only what has certainly
 * not been started is ever sent again; what is moved cannot be sent twice, so that it is never.
 */
export declare function optionsOf(finding: Finding, path: Path, transferAt: number | undefined): jscodeshift.ObjectExpression;
