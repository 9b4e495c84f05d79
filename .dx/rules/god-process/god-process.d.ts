/**
 * A class, function or module that holds peers and does too much. Reported, never rewritten.
 *
 * Its duties are counted on the tree: it makes peers, tells many, handles many kinds of messages, owns timers, drives
 * itself by sends to itself, holds a queue. Enough of them in enough lines, or a pool with a queue and a chain of
 * self-sends at any length, is a god process. The reason prints every number with its threshold.
 */
import type { Rule } from '../../src/audit/rule.js';
export declare const godProcess: Rule;
