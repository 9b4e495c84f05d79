/** The codemods, by hand. A finding is the first one's that takes it. */
import { broadcast } from './broadcast.js';
import { commentSelfSends } from './comment-self-sends.js';
import { handMadeCall } from './hand-made-call.js';
import { lifecycleMonitor } from './lifecycle-monitor.js';
import { rawSend } from './raw-send.js';
import { releaseWatcher } from './release-watcher.js';
import { servePeer } from './serve-peer.js';
import { untimedCall } from './untimed-call.js';
export const codemods = [
    rawSend,
    broadcast,
    untimedCall,
    handMadeCall,
    lifecycleMonitor,
    releaseWatcher,
];
/** What comes with the fixes of findings, and has none itself. */
export const steps = [servePeer, commentSelfSends];
