import type { Dialect, Member, TypeShape } from '../src/sites/dialect.js'
import { all, chained, cls, kinds, listening, returning } from './helpers.js'

type Members = Record<string, Member>
const emitter = 'events#EventEmitter'
const contents = 'electron#WebContents'
const window = 'electron#BrowserWindow'
const port = 'electron#MessagePortMain'
const frame = 'electron#WebFrameMain'
const ipc = 'electron#IpcMain'
const session = 'electron#Session'
const shape = (members: Members, base = emitter): TypeShape => ({
  extends: [base],
  members: { ...chained(), ...members },
})

const handler: Member = { returns: 'void', callbacks: { 1: ['electron#IpcMainInvokeEvent'] } }

/** A channel name is free: `*` stands for every event. */
const onIpc: Members = listening({ '*': ['electron#IpcMainEvent'] })

const main: Members = {
  app: { type: 'electron#App' },
  autoUpdater: { type: 'electron#AutoUpdater' },
  BaseWindow: cls('electron#BaseWindow', true),
  BrowserView: cls('electron#BrowserView'),
  BrowserWindow: cls(window, true),
  ipcMain: { type: ipc },
  Menu: cls('electron#Menu', true),
  MessageChannelMain: cls('electron#MessageChannelMain'),
  nativeTheme: { type: 'electron#NativeTheme' },
  net: { type: 'electron#Net' },
  Notification: cls('electron#Notification'),
  powerMonitor: { type: 'electron#PowerMonitor' },
  screen: { type: 'electron#Screen' },
  session: { type: `${session} static` },
  systemPreferences: { type: 'electron#SystemPreferences' },
  Tray: cls('electron#Tray'),
  utilityProcess: { type: 'electron#UtilityProcess static' },
  View: cls('electron#View'),
  webContents: { type: `${contents} static` },
  WebContentsView: cls('electron#WebContentsView'),
  webFrameMain: { type: `${frame} static` },
  dialog: { type: 'object' },
}
const utility: Members = { net: { type: 'electron#Net' }, parentPort: { type: 'electron#ParentPort' } }
const renderer: Members = { ipcRenderer: { type: 'electron#IpcRenderer' }, contextBridge: { type: 'object' } }
const value = { type: 'electron#Module' }

export const electronExports: NonNullable<Dialect['exports']> = {
  electron: { default: value, '*': value, ...main, ...renderer, ...utility, shell: { type: 'object' } },
  'electron/main': main,
  'electron/renderer': renderer,
  'electron/utility': utility,
}

export const electronTypes: NonNullable<Dialect['types']> = {
  'electron#Module': { members: { ...main, ...renderer, ...utility } },
  [ipc]: shape({ ...onIpc, handle: handler, handleOnce: handler, removeHandler: { returns: 'void' } }),
  'electron#IpcRenderer': shape({
    ...listening({ '*': ['electron#IpcRendererEvent'] }),
    invoke: { returns: 'Promise<any>' },
    sendSync: { returns: 'any' },
    ...returning('void', 'send', 'sendToHost', 'postMessage'),
  }),
  'electron#IpcMainEvent': {
    members: {
      sender: { type: contents },
      senderFrame: { type: frame },
      ports: { type: `${port}[]` },
      reply: { returns: 'void' },
      returnValue: { type: 'any' },
    },
  },
  'electron#IpcMainInvokeEvent': { members: { sender: { type: contents }, senderFrame: { type: frame } } },
  'electron#IpcRendererEvent': {
    members: { sender: { type: 'electron#IpcRenderer' }, ports: { type: 'lib.dom#MessagePort[]' } },
  },
  'electron#BaseWindow': shape({
    ...returning('void', 'close', 'destroy', 'show', 'hide', 'focus'),
    getParentWindow: { returns: 'electron#BaseWindow' },
    getChildWindows: { returns: 'electron#BaseWindow[]' },
    contentView: { type: 'electron#View' },
    isDestroyed: { returns: 'boolean' },
  }),
  'electron#BaseWindow static': {
    members: {
      getAllWindows: { returns: 'electron#BaseWindow[]' },
      ...returning('electron#BaseWindow', 'getFocusedWindow', 'fromId'),
    },
  },
  [window]: shape(
    {
      webContents: { type: contents },
      getParentWindow: { returns: window },
      getChildWindows: { returns: `${window}[]` },
      getBrowserView: { returns: 'electron#BrowserView' },
      getBrowserViews: { returns: 'electron#BrowserView[]' },
      ...returning('Promise<void>', 'loadURL', 'loadFile'),
    },
    'electron#BaseWindow',
  ),
  [`${window} static`]: {
    members: {
      getAllWindows: { returns: `${window}[]` },
      ...returning(window, 'getFocusedWindow', 'fromWebContents', 'fromId', 'fromBrowserView'),
    },
  },
  'electron#BrowserView': { members: { webContents: { type: contents } } },
  'electron#View': shape({ children: { type: 'electron#View[]' } }),
  'electron#WebContentsView': shape({ webContents: { type: contents } }, 'electron#View'),
  [contents]: shape({
    ...listening({ 'ipc-message': ['electron#IpcMainEvent'], 'ipc-message-sync': ['electron#IpcMainEvent'] }),
    ipc: { type: ipc },
    mainFrame: { type: frame },
    focusedFrame: { type: frame },
    opener: { type: frame },
    session: { type: session },
    debugger: { type: 'electron#Debugger' },
    ...all(contents, 'hostWebContents', 'devToolsWebContents'),
    ...returning('void', 'send', 'sendToFrame', 'postMessage', 'close'),
    isDestroyed: { returns: 'boolean' },
    executeJavaScript: { returns: 'Promise<any>' },
  }),
  [`${contents} static`]: {
    members: {
      getAllWebContents: { returns: `${contents}[]` },
      ...returning(contents, 'fromId', 'fromFrame', 'getFocusedWebContents', 'fromDevToolsTargetId'),
    },
  },
  [frame]: shape({
    ipc: { type: ipc },
    ...all(frame, 'top', 'parent'),
    ...all(`${frame}[]`, 'frames', 'framesInSubtree'),
    ...returning('void', 'send', 'postMessage'),
    isDestroyed: { returns: 'boolean' },
  }),
  [`${frame} static`]: { members: returning(frame, 'fromId', 'fromFrameToken') },
  [port]: shape({
    ...listening({ message: ['electron#MessageEvent'] }),
    ...returning('void', 'postMessage', 'start', 'close'),
  }),
  'electron#MessageEvent': { members: { data: { type: 'any' }, ports: { type: `${port}[]` } } },
  'electron#MessageChannelMain': { members: all(port, 'port1', 'port2') },
  'electron#ParentPort': shape({
    ...listening({ message: ['electron#MessageEvent'] }),
    postMessage: { returns: 'void' },
  }),
  'electron#UtilityProcess': shape({
    ...all('stream#Readable', 'stdout', 'stderr'),
    pid: { type: 'number' },
    postMessage: { returns: 'void' },
    kill: { returns: 'boolean' },
  }),
  'electron#UtilityProcess static': { members: returning('electron#UtilityProcess', 'fork') },
  'electron#App': shape({
    ...listening({
      'browser-window-created': ['any', window],
      'browser-window-focus': ['any', window],
      'browser-window-blur': ['any', window],
      'web-contents-created': ['any', contents],
    }),
    whenReady: { returns: 'Promise<void>' },
    ...returning('void', 'quit', 'exit', 'relaunch'),
  }),
  [session]: shape({
    cookies: { type: 'electron#Cookies' },
    serviceWorkers: { type: 'electron#ServiceWorkers' },
  }),
  [`${session} static`]: {
    members: { defaultSession: { type: session }, ...returning(session, 'fromPartition', 'fromPath') },
  },
  ...kinds(
    emitter,
    ...['AutoUpdater', 'PowerMonitor', 'NativeTheme', 'Screen', 'SystemPreferences', 'Cookies', 'Debugger'].map(
      name => `electron#${name}`,
    ),
    ...['ServiceWorkers', 'Tray', 'Menu', 'Notification', 'ClientRequest', 'IncomingMessage', 'DownloadItem'].map(
      name => `electron#${name}`,
    ),
  ),
  'electron#Menu static': {
    members: returning('electron#Menu', 'buildFromTemplate', 'getApplicationMenu'),
  },
  'electron#Net': {
    members: { request: { returns: 'electron#ClientRequest' }, fetch: { returns: 'Promise<object>' } },
  },
}
