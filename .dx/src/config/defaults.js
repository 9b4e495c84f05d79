/** What holds where a configuration says nothing. */
import { thresholds } from '../../rules/god-process/settings.js';
export const presets = ['recommended', 'stage3', 'strict'];
export const severities = ['info', 'warning', 'error'];
export const defaultTestFiles = [
    '**/*.{test,spec}.{ts,tsx,mts,cts,js,jsx,mjs,cjs}',
    '**/*{-,_,.}{test,spec}s.{ts,tsx,mts,cts,js,jsx,mjs,cjs}',
    '**/{test,tests,__tests__,__mocks__,spec,specs,e2e,__fixtures__}/**',
    '**/{test-utils,testing,test-support,test-helpers}/**',
    '**/{vitest,jest}.{config,setup}.*',
];
const rules = {
    'raw-send': true,
    'unmanaged-watcher': true,
    'untimed-call': true,
    'unsupervised-spawn': true,
    'god-process': true,
    suppression: true,
};
export const ruleNames = Object.keys(rules);
/** What each preset reports. Comments that silence findings are judged in all of them. */
export const reported = {
    recommended: ['raw-send', 'unmanaged-watcher', 'untimed-call', 'suppression'],
    stage3: ['raw-send', 'unmanaged-watcher', 'untimed-call', 'unsupervised-spawn', 'suppression'],
    strict: ['raw-send', 'unmanaged-watcher', 'untimed-call', 'unsupervised-spawn', 'god-process', 'suppression'],
};
export const defaultOptions = (preset) => ({
    'raw-send': { ignoreShapes: [] },
    'unmanaged-watcher': { ignoreShapes: [], lifecycleMonitors: preset === 'stage3' },
    'untimed-call': { ignoreShapes: [], libraryDefaults: preset === 'recommended' },
    'unsupervised-spawn': { ignoreShapes: [] },
    'god-process': { ignoreShapes: [], ...thresholds },
    suppression: {},
});
