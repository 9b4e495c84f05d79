import { decideByConduct } from '../sites/by-conduct.js';
import { Ground } from '../sites/ground.js';
import { Inference } from '../sites/infer.js';
import { moduleName } from '../sites/modules.js';
import { Project } from '../sites/project.js';
import { collect } from './collect.js';
import { Identities } from './identity.js';
import { Judging } from './judge.js';
import { SiteReports } from './report-sites.js';
import { Types } from './types.js';
export async function inspect(task) {
    const { root, paths, passed, packages, library, settings, progress, signal, texts, session } = task;
    const isLibrary = (s) => library.modules.has(moduleName(s));
    const ground = session?.ground?.isOf(paths) ? session.ground : new Ground(root, packages, paths);
    if (session)
        session.ground = ground;
    const inf = new Inference(library, new Project(ground, isLibrary, texts, session?.trees));
    const judging = new Judging(inf, paths, passed, settings, signal);
    const { files, skipped, types } = await sitesOf(task, inf, judging);
    progress(files.length, paths.length, 'rules');
    await judging.judge(files);
    const { judged, failed } = judging;
    const identities = new Identities();
    const reports = new SiteReports(root, identities, task.today);
    for (const f of files) {
        const verdicts = judged.get(f);
        if (verdicts)
            reports.add(f, verdicts, settings.rulesOf(f.file.path), settings.isTest(f.file.path));
    }
    const { sites, findings, suppressed } = reports;
    const coverage = reports.coverage(library.dialects);
    return {
        filesParsed: files.length,
        skipped: [...skipped, ...failed],
        types,
        sites,
        findings,
        suppressed,
        coverage,
        parsed: { inf, files, judged, identities: identities.handed },
    };
}
/** Files that decide all by themselves are judged while the checker answers. */
async function sitesOf(task, inf, judging) {
    const { root, paths, passed, wanted, wholePrograms, prefilter, progress, signal } = task;
    const own = passed.filter(path => wanted.has(path));
    const typing = new Types(task.backend, root, inf, task.onNotice, signal, task.texts, task.session);
    try {
        await typing.start(own.length);
        const files = [];
        const skipped = [];
        const decided = [];
        let done = 0;
        for (const batch of typing.batches(wholePrograms ? passed : own)) {
            const parse = (all) => collect(all, inf, prefilter, signal, () => progress(++done, paths.length, 'parsing'));
            const mine = await parse(batch.filter(path => wanted.has(path)));
            const others = batch.filter(path => !wanted.has(path));
            typing.ask(mine.files, typing.needs(mine.files) ? (await parse(others)).files : []);
            for (const f of mine.files) {
                files.push(f);
                if (f.undecided.length === 0)
                    decided.push(f);
            }
            skipped.push(...mine.skipped);
        }
        progress(files.length, paths.length, 'types');
        const [types] = await Promise.all([typing.decided(), judging.judge(decided)]);
        decideByConduct(files, inf);
        return { files, skipped, types };
    }
    finally {
        await typing.close();
    }
}
