/** Which events of a peer are answers, which tell of its life, and whether an answer comes from whom a message went to. */
import { memberName, strip, walk } from './ast.js';
import { keyOf } from './target.js';
const life = /^(exit|error|close|closed|end|finish|disconnect|disconnecting|messageerror|online|spawn|open|listening|connect|connection|connect_error|ready|drain|statechange|controllerchange|destroyed|show|hide|ready-to-show|did-[\w-]+|dom-ready|will-[\w-]+|abort|beforeExit|SIG\w+)$/;
const starts = /^(online|spawn|open|listening|connect|connection|ready)$/;
/** Modules of Electron and the process itself: what they tell is no answer of a peer. */
const surroundings = /#(App|AutoUpdater|PowerMonitor|NativeTheme|Screen|SystemPreferences|Session|Process)$/;
/** An event that can bring the answer; one whose name is not literal may be anything. */
export const isAnswer = (w) => isPeer(w) && (w.event === undefined || !life.test(w.event));
export const isLifecycle = (event) => event !== undefined && life.test(event);
export const isStart = (w) => w.event !== undefined && starts.test(w.event);
/** Listens to a peer, and not to a signal, to the process or to a page. */
export function isPeer(w) {
    if (w.row.dialect === 'abort-signal' || w.row.dialect === 'node:process')
        return false;
    const isMessage = w.event !== undefined && /message$/i.test(w.event);
    if (w.type !== undefined && /#AbortSignal$/.test(w.type))
        return false;
    if (w.type !== undefined && surroundings.test(w.type))
        return isMessage;
    const inPage = w.row.singleton === true && w.row.dialect === 'web-messaging';
    return !inPage || isMessage;
}
/** Whether an answer heard by `w` can come from the recipient of `send`. */
export function samePeer(w, send, file) {
    if (!w.target || !send.target)
        return true;
    const heard = keyOf(w.target, file);
    const told = keyOf(send.target, file);
    if (heard === told || told.startsWith(`${heard}.`) || heard.startsWith(`${told}.`))
        return true;
    if (answersBy(w, send))
        return true;
    return replyPort(w.target, send);
}
/** Answers of a window or of a renderer arrive elsewhere than where the message went. */
function answersBy(w, send) {
    const from = send.type ?? '';
    const to = w.type ?? '';
    if (/#(Window|OwnWindow|ServiceWorker|Client)$/.test(from))
        return /#(Window|OwnWindow|ServiceWorkerContainer)$/.test(to);
    return /#(WebContents|WebFrameMain|IpcMainEvent)$/.test(from) && /#IpcMain$/.test(to);
}
/** A port made for this message: `const { port1, port2 } = new MessageChannel(); w.postMessage(m, [port2])`. */
function replyPort(target, send) {
    if (send.node.type === 'AssignmentExpression')
        return false;
    let root = strip(target);
    while (root.type === 'MemberExpression')
        root = strip(root.object);
    if (root.type !== 'Identifier')
        return false;
    const names = new Set([root.name, partner(root.name)]);
    let found = false;
    for (const arg of send.node.arguments)
        walk(arg, n => {
            if (n.type === 'Identifier' && names.has(n.name))
                found = true;
            if (n.type === 'MemberExpression' && memberName(n) !== undefined && names.has(memberName(n)))
                found = true;
            return !found;
        });
    return found;
}
const partner = (name) => name.endsWith('1') ? `${name.slice(0, -1)}2` : name.endsWith('2') ? `${name.slice(0, -1)}1` : undefined;
