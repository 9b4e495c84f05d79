/** The configuration, with what else it could say in comments. */
import { join } from 'node:path';
import { nearestConfig } from '../../config/find.js';
import { isModule, isTypeScript } from './project.js';
/** @throws UsageError where there are two already. */
export function configStep(project, preset) {
    const { root } = project;
    const step = { part: 'configuration', about: 'the configuration, its defaults in comments' };
    // a second one would hold alone for what lies in its folder
    const old = nearestConfig(root);
    if (old !== undefined)
        return { ...step, kind: 'present', path: old };
    const path = join(root, isTypeScript(project) ? 'otp-audit.config.ts' : `otp-audit.config.${isModule(project) ? 'js' : 'mjs'}`);
    return { ...step, kind: 'change', path, after: configText(preset) };
}
/** What stands in comments is valid as it stands, one setting a line. */
export const configText = (preset) => `import { defineConfig } from 'otp-audit/config'

export default defineConfig({
  // recommended; stage3: no raw send at all, and every call with a timeout; strict: all rules, all libraries
  preset: '${preset}',

  // A rule at another level (off, on, info, warning, error), or with options.
  // rules: { 'untimed-call': 'error', 'god-process': 'off' },

  // Other levels for some files; where several match, the later one is stronger.
  // overrides: [{ files: ['scripts/**'], rules: { 'unsupervised-spawn': 'off' } }],

  // Tests and test infrastructure, which are judged more mildly; in place of the default, *.test.*, test/** and their like.
  // testFiles: ['**/*.test.ts', 'test/**'],

  // Not scanned at all. What git ignores never is.
  // ignore: ['generated/**'],

  // The least severity that fails a scan: info, warning or error.
  // failOn: 'warning',

  // What is known and does not fail a scan; \`otp-audit baseline\` writes it.
  // baseline: 'otp-audit.baseline',

  // Whether what was found is kept for the next scan.
  // cache: false,
})
`;
