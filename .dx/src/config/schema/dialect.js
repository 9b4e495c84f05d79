const text = { type: 'string', pattern: '\\S', patternErrorMessage: 'a text that is not empty' };
const texts = { type: 'array', items: text };
const flag = { type: 'boolean' };
const position = { type: 'integer', minimum: 0 };
/** -1: the last argument. */
const positionOrLast = { type: 'integer', minimum: -1 };
const mapOf = (value) => ({ type: 'object', additionalProperties: value });
const byPosition = {
    ...mapOf(texts),
    propertyNames: { pattern: '^\\d+$', patternErrorMessage: 'the position of an argument, such as "0"' },
};
const members = mapOf({ $ref: '#/$defs/member' });
const roles = {
    spawn: true,
    send: true,
    broadcast: true,
    selfSend: true,
    ackSend: true,
    watch: true,
    unwatch: true,
    stop: true,
    call: true,
    timeoutWrapper: true,
    release: true,
};
const member = {
    type: text,
    returns: text,
    constructs: text,
    events: mapOf(texts),
    callbacks: byPosition,
    deepCallbacks: byPosition,
    literals: mapOf(text),
    boxes: flag,
    pairs: flag,
    yields: flag,
    given: mapOf({ type: 'array', items: { anyOf: [text, position] } }),
    passes: position,
};
const typeShape = { extends: texts, isGlobal: flag, members };
const bound = {
    arg: positionOrLast,
    path: { anyOf: [text, texts] },
    chain: text,
    anyArg: text,
    absolute: flag,
    result: text,
    operator: text,
    default: { anyOf: [{ type: 'number', minimum: 0 }, { type: 'null' }] },
    zeroMeansNone: flag,
    config: text,
};
const observed = {
    by: { enum: ['run', 'source', 'documented', 'reported'] },
    what: text,
};
const row = {
    role: { enum: Object.keys(roles) },
    from: {
        type: 'string',
        pattern: '^(?!node:)\\S+$',
        patternErrorMessage: 'a package or module, without "node:"',
        description: 'Package or module, without `node:`; `lib.dom` for what browsers define globally.',
    },
    sym: {
        ...text,
        description: '`Worker#postMessage` a member, `fork` an exported function, `new Worker` a constructor.',
    },
    slot: flag,
    target: { anyOf: [position, { enum: ['this'] }] },
    msg: position,
    transfer: position,
    topic: position,
    callback: positionOrLast,
    ackCallback: positionOrLast,
    returns: text,
    dead: text,
    ack: text,
    sev: { type: 'integer', minimum: 0, maximum: 3 },
    direction: { enum: ['up', 'reply'] },
    event: position,
    listener: positionOrLast,
    options: position,
    events: texts,
    fixedEvent: text,
    terminal: texts,
    once: flag,
    handle: texts,
    released: texts,
    all: flag,
    generic: flag,
    singleton: flag,
    timeout: { $ref: '#/$defs/bound' },
    bounded: flag,
    local: flag,
    lifecycle: flag,
    supervisedBy: texts,
    decl: text,
    note: text,
    atRuntime: { type: 'array', items: { $ref: '#/$defs/observed' } },
};
const dialect = {
    name: { ...text, description: 'The key, again.' },
    testedWith: { ...mapOf(text), description: 'Package → version that the rows were checked against.' },
    about: { ...text, description: 'What it is, in one line.' },
    on: flag,
    exports: { ...mapOf(members), description: 'Module → export → what it is.' },
    types: { ...mapOf({ $ref: '#/$defs/typeShape' }), description: 'Type → its bases and members.' },
    globals: { ...members, description: 'What exists without import.' },
    rows: {
        type: 'array',
        items: { $ref: '#/$defs/row' },
        description: 'Which function, constructor or member sends, watches, calls, spawns, releases or bounds.',
    },
};
const strict = (properties, required) => ({
    type: 'object',
    properties,
    additionalProperties: false,
    ...(required && { required }),
});
export const dialectDefs = {
    member: strict(member),
    typeShape: strict(typeShape),
    bound: strict(bound),
    observed: strict(observed, ['by', 'what']),
    row: strict(row, ['role', 'from', 'sym']),
    dialect: strict(dialect, ['rows']),
};
