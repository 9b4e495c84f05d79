/** The source of the program that a worker or child runs, where the code says it. */
import type { SiteReport } from '../../src/result.js';
import type { FileInput, Project } from '../codemod.js';
import { type Path } from '../tree.js';
/** The file, as the scan reports it; none if it is not known. */
export declare function programOf(site: SiteReport, input: FileInput, project: Project): string | undefined;
/** The call or construction of a spawn. */
export declare function spawnAt({ tree }: FileInput, site: SiteReport): Path | undefined;
