import type { Dialect, Row } from '../src/sites/dialect.js'
import { electronExports, electronTypes } from './electron-shape.js'
import { documented, type Extra, emitter, reported } from './helpers.js'

const from = 'electron'
const decl = 'electron/electron.d.ts'
const gone = 'throws when it is destroyed; a send to a disposed frame is only logged'
const send = (sym: string, extra: Extra): Row => ({
  target: 'this',
  ack: 'none',
  decl,
  ...extra,
  role: 'send',
  from,
  sym,
})
const up: Extra = { topic: 0, msg: 1, direction: 'up', dead: 'silent', sev: 1 }
const down: Extra = {
  topic: 0,
  msg: 1,
  dead: gone,
  sev: 3,
  atRuntime: reported(
    'megahertz/electron-log#215: a destroyed WebContents throws `Object has been destroyed`.',
    'electron/electron#52309: to a disposed frame `send` is only logged, and `postMessage` throws.',
  ),
}
const handler = (member: string, once: boolean): Row => ({
  role: 'watch',
  from,
  sym: `IpcMain#${member}`,
  target: 'this',
  event: 0,
  listener: 1,
  once,
  released: ['removeHandler'],
  singleton: true,
  exclusive: true,
  decl,
  note: 'A second handler for the same channel throws.',
})
const stop = (sym: string): Row => ({ role: 'stop', from, sym, target: 'this', decl })

/** What the app hears of its processes' ends. */
const deaths = ['child-process-gone', 'render-process-gone', 'gpu-process-crashed']
/** Of a window's events those that tell of its renderer; focus, resize and the like only with the generic option. */
const windowEvents = (type: string): Row[] => {
  const ends: Extra = { terminal: ['closed'], released: ['close', 'destroy'], decl }
  const told: Extra = { ...ends, events: ['closed', 'unresponsive', 'responsive'] }
  return [
    ...emitter(from, type, type === 'BrowserWindow' ? told : { ...told, events: ['closed'] }),
    ...emitter(from, type, { ...ends, generic: true }),
  ]
}

/** Other modules of Electron that exist once. */
const single = ['AutoUpdater', 'PowerMonitor', 'NativeTheme', 'Screen', 'SystemPreferences']

export const electron: Dialect = {
  name: 'electron',
  about: 'Electron: IPC between main and renderers, windows, utility processes.',
  testedWith: { electron: '41.7.1' },
  on: true,
  exports: electronExports,
  types: electronTypes,
  telling: {
    ipcMain: 'electron#IpcMain',
    ipcRenderer: 'electron#IpcRenderer',
    webContents: 'electron#WebContents',
  },
  rows: [
    { role: 'spawn', from, sym: 'new BrowserWindow', supervisedBy: ['closed', 'unresponsive'], decl },
    { role: 'spawn', from, sym: 'new WebContentsView', supervisedBy: ['destroyed', 'render-process-gone'], decl },
    { role: 'spawn', from, sym: 'UtilityProcess static#fork', makes: 'process', supervisedBy: ['exit', 'error'], decl },

    send('IpcRenderer#send', up),
    send('IpcRenderer#postMessage', { ...up, transfer: 2 }),
    send('IpcRenderer#sendToHost', up),
    {
      role: 'call',
      from,
      sym: 'IpcRenderer#invoke',
      target: 'this',
      topic: 0,
      msg: 1,
      direction: 'up',
      timeout: { default: null },
      returns: 'Promise<any>',
      dead: 'hangs while the handler does not settle; rejects without a handler',
      atRuntime: documented('It has no timeout of its own.'),
      sev: 2,
      decl,
    },
    {
      role: 'call',
      from,
      sym: 'IpcRenderer#sendSync',
      target: 'this',
      topic: 0,
      msg: 1,
      direction: 'up',
      timeout: { default: null },
      returns: 'any',
      dead: 'hangs, and blocks the whole renderer',
      atRuntime: documented('The renderer does nothing else until the main process has answered.'),
      sev: 3,
      decl,
    },
    send('WebContents#send', down),
    send('WebContents#postMessage', { ...down, transfer: 2 }),
    send('WebContents#sendToFrame', { ...down, topic: 1, msg: 2 }),
    send('WebFrameMain#send', down),
    send('WebFrameMain#postMessage', { ...down, transfer: 2 }),
    send('IpcMainEvent#reply', { ...down, direction: 'reply', sev: 2 }),
    send('UtilityProcess#postMessage', { msg: 0, transfer: 1, dead: 'silent', sev: 3 }),
    send('MessagePortMain#postMessage', { msg: 0, transfer: 1, dead: 'silent', sev: 3 }),
    send('ParentPort#postMessage', { msg: 0, direction: 'up', dead: 'silent', sev: 1, singleton: true }),

    ...emitter(from, 'IpcMain', { singleton: true, decl }),
    handler('handle', false),
    handler('handleOnce', true),
    {
      role: 'unwatch',
      from,
      sym: 'IpcMain#removeHandler',
      target: 'this',
      event: 0,
      all: true,
      singleton: true,
      decl,
    },
    ...emitter(from, 'IpcRenderer', {
      singleton: true,
      decl,
      note: 'Through contextBridge a listener loses its identity: removing it there removes nothing.',
      atRuntime: reported('electron/electron#33328: a listener that came through contextBridge is never removed.'),
    }),
    ...emitter(from, 'WebContents', { terminal: ['destroyed'], released: ['close'], decl }),
    ...emitter(from, 'WebFrameMain', { decl }),
    ...['BaseWindow', 'BrowserWindow'].flatMap(windowEvents),
    ...emitter(from, 'UtilityProcess', {
      events: ['exit', 'error', 'message', 'spawn'],
      terminal: ['exit'],
      released: ['kill'],
      decl,
    }),
    ...emitter(from, 'MessagePortMain', {
      events: ['message', 'close'],
      terminal: ['close'],
      released: ['close'],
      decl,
    }),
    ...emitter(from, 'ParentPort', { events: ['message'], singleton: true, direction: 'up', decl }),
    ...emitter(from, 'App', { events: deaths, singleton: true, decl }),
    ...['App', 'Session', ...single].flatMap(type => emitter(from, type, { singleton: true, generic: true, decl })),

    stop('BrowserWindow#close'),
    stop('BrowserWindow#destroy'),
    stop('BaseWindow#close'),
    stop('BaseWindow#destroy'),
    stop('WebContents#close'),
    stop('UtilityProcess#kill'),
    stop('MessagePortMain#close'),
  ],
}
