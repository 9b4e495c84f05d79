/** Reviewdog's Diagnostic Format: comments in reviews of GitHub, GitLab, Bitbucket, Gitea and Gerrit. */
import type { ScanResult } from '../../result.js';
import type { View } from '../view.js';
export declare function rdjson(result: ScanResult, view: View): string;
