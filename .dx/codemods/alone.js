/**
 * `jscodeshift -t node_modules/otp-audit/dist/codemods/raw-send.js --no-babel --safety=review src`: scans the file, makes the
 * codemod's fixes and proves them, as `otp-audit migrate` does. Gives back nothing where nothing is to be changed.
 */
export function alone({ name, rule }, settings = {}) {
    return async (file, _api, options) => {
        const { planMigration } = await import('../src/migrate/index.js');
        const safety = options.safety ?? 'safe';
        const types = options.types;
        const preset = options.preset;
        const only = { paths: [file.path], rules: [rule], codemods: [name] };
        const { files, root } = await planMigration({ ...only, safety, types, preset, settings });
        const plan = files.find(f => f.path === file.path || `${root}/${file.path}`.endsWith(`/${f.file}`));
        if (!plan)
            return undefined;
        return plan.raw.charCodeAt(0) === 0xfeff ? `\ufeff${plan.after}` : plan.after;
    };
}
