import { all, cls, kinds, returning } from './helpers.js';
const actor = 'xstate#Actor';
const ref = 'xstate#AnyActorRef';
const system = { type: 'xstate#ActorSystem' };
const subscription = { returns: 'xstate#Subscription' };
const args = { callbacks: { 0: ['xstate#ActionArgs'] } };
const actions = {
    assign: { callbacks: { 0: ['xstate#AssignArgs'] }, deepCallbacks: { 0: ['xstate#AssignArgs'] } },
    enqueueActions: { callbacks: { 0: ['xstate#EnqueueArgs'] } },
    sendTo: { callbacks: { 0: ['xstate#ActionArgs'], 1: ['xstate#ActionArgs'] } },
    sendParent: args,
    forwardTo: args,
    raise: args,
    emit: args,
    cancel: args,
    log: args,
    spawnChild: args,
    stopChild: args,
};
/** What a machine says of the types that its callbacks get. */
const typed = {
    context: ['types.context', 'schemas.context', 'context'],
    event: ['types.events'],
    input: ['types.input'],
};
const machine = {
    createMachine: { returns: 'xstate#StateMachine', deepCallbacks: { 0: ['xstate#AssignArgs'] }, given: typed },
};
const logic = {
    fromCallback: {
        returns: 'xstate#ActorLogic',
        callbacks: { 0: ['xstate#CallbackArgs'] },
        given: { event: [0], input: [1] },
    },
    fromPromise: {
        returns: 'xstate#ActorLogic',
        callbacks: { 0: ['xstate#PromiseArgs'] },
        given: { input: [1] },
    },
    fromObservable: { returns: 'xstate#ActorLogic', callbacks: { 0: ['xstate#LogicArgs'] } },
    fromEventObservable: { returns: 'xstate#ActorLogic', callbacks: { 0: ['xstate#LogicArgs'] } },
    fromTransition: { returns: 'xstate#ActorLogic', callbacks: { 0: ['any', 'any', 'xstate#ActorScope'] } },
    createEmptyActor: { returns: ref },
};
const created = { returns: actor };
const react = {
    useActorRef: { returns: actor },
    ...returning(`[any, ${actor}.send, ${actor}]`, 'useActor', 'useMachine'),
    useSelector: { returns: 'any' },
    createActorContext: { returns: '@xstate/react#ActorContext' },
};
export const xstateExports = {
    xstate: {
        '*': { type: 'xstate#Module' },
        Actor: cls(actor),
        createActor: created,
        interpret: created,
        waitFor: { returns: 'Promise<xstate#MachineSnapshot>' },
        toPromise: { returns: 'Promise<any>' },
        setup: { returns: 'xstate#SetupReturn', deepCallbacks: { 0: ['xstate#AssignArgs'] }, given: typed },
        stop: args,
        ...machine,
        ...actions,
        ...logic,
    },
    'xstate/actions': { stop: args, ...actions },
    'xstate/actors': logic,
    '@xstate/react': react,
};
const logicArgs = { self: { type: 'xstate#Self' }, system, input: { type: 'any' }, emit: { returns: 'void' } };
const refs = [
    'AnyActorRef',
    'ActorRefFrom',
    'ActorRefFromLogic',
    'UnknownActorRef',
    'CallbackActorRef',
    'PromiseActorRef',
    'ObservableActorRef',
    'TransitionActorRef',
    // The actor itself, as its own callbacks get it: what it sends there it sends to itself.
    'Self',
];
export const xstateTypes = {
    'xstate#Module': { members: xstateExports.xstate },
    'xstate#ActorRef': {
        members: {
            send: { returns: 'void' },
            start: { returns: 'void' },
            stop: { returns: 'void' },
            subscribe: subscription,
            on: subscription,
            system,
            getSnapshot: { returns: 'xstate#MachineSnapshot' },
            getPersistedSnapshot: { returns: 'any' },
            select: { returns: 'object' },
            ...all('string', 'id', 'sessionId'),
            _parent: { type: ref },
        },
    },
    [actor]: {
        extends: ['xstate#ActorRef'],
        members: { ref: { type: 'xstate#ActorRef' }, ...returning('this', 'start', 'stop') },
    },
    ...kinds('xstate#ActorRef', ...refs.map(name => `xstate#${name}`)),
    ...kinds(actor, 'xstate#AnyActor', 'xstate#AnyInterpreter', 'xstate#InterpreterFrom'),
    'xstate#ActorRefLike': {
        members: { send: { returns: 'void' }, getSnapshot: { returns: 'any' }, sessionId: { type: 'string' } },
    },
    'xstate#ActorLike': { members: { send: { returns: 'void' }, subscribe: subscription } },
    'xstate#BaseActorRef': { members: { send: { returns: 'void' } } },
    'xstate#Subscription': { members: { unsubscribe: { returns: 'void' } } },
    'xstate#ActorSystem': {
        members: {
            get: { returns: ref },
            getAll: { returns: `Record<string, ${ref}>` },
            inspect: subscription,
            start: { returns: 'void' },
        },
    },
    'xstate#AnyActorSystem': { extends: ['xstate#ActorSystem'] },
    'xstate#MachineSnapshot': {
        members: { children: { type: `Record<string, ${ref}>` }, context: { type: 'any' }, value: { type: 'any' } },
    },
    'xstate#StateMachine': {
        members: { provide: { returns: 'xstate#StateMachine', deepCallbacks: { 0: ['xstate#AssignArgs'] } } },
    },
    'xstate#ActorLogic': {},
    'xstate#SetupReturn': {
        members: {
            ...machine,
            assign: actions.assign,
            sendTo: actions.sendTo,
            enqueueActions: actions.enqueueActions,
            createAction: args,
            createStateConfig: { passes: 0, deepCallbacks: { 0: ['xstate#AssignArgs'] } },
            ...Object.fromEntries(['raise', 'log', 'cancel', 'stopChild', 'emit', 'spawnChild'].map(name => [name, args])),
        },
    },
    'xstate#ActionArgs': {
        members: { self: { type: 'xstate#Self' }, system, context: { type: 'any' }, event: { type: 'any' } },
    },
    'xstate#AssignArgs': { extends: ['xstate#ActionArgs'], members: { spawn: { returns: ref } } },
    // Parameters of functions, which the package does not export by a name.
    'xstate#EnqueueArgs': {
        extends: ['xstate#ActionArgs'],
        members: { enqueue: { type: 'xstate#Enqueuer' }, check: { returns: 'boolean' } },
    },
    'xstate#Enqueuer': {
        members: returning('void', ...Object.keys(actions).filter(n => n !== 'enqueueActions' && n !== 'forwardTo' && n !== 'log')),
    },
    'xstate#LogicArgs': { members: logicArgs },
    'xstate#PromiseArgs': { members: { ...logicArgs, signal: { type: 'lib.dom#AbortSignal' } } },
    'xstate#CallbackArgs': { members: { ...logicArgs, ...returning('void', 'sendBack', 'receive') } },
    'xstate#ActorScope': {
        members: { self: { type: 'xstate#Self' }, system, emit: { returns: 'void' }, stopChild: { returns: 'void' } },
    },
    '@xstate/react#ActorContext': {
        members: { useActorRef: { returns: actor }, useSelector: { returns: 'any' }, Provider: { type: 'object' } },
    },
};
