import { callAt, j, nodeOf, sourceOf, unwrapped } from '../tree.js';
/** The file, as the scan reports it; none if it is not known. */
export function programOf(site, input, project) {
    const path = spawnAt(input, site);
    if (!path)
        return undefined;
    if (site.dialect === 'node:cluster')
        return clusterProgram(input, project);
    const args = nodeOf(path).arguments;
    const [first] = args;
    if (!first || isEvaluated(site, args))
        return undefined;
    return found(read(first, input, project, 0), project, input.file);
}
function found(written, project, file) {
    if (!written)
        return undefined;
    if (written.from === undefined)
        return project.scriptOf(file, written.path);
    return written.path === '' ? written.from : project.sourceOf(written.from, written.path);
}
/** `new Worker(code, { eval: true })`. */
function isEvaluated({ dialect }, args) {
    const options = dialect === 'node:worker_threads' ? args[1] : undefined;
    const properties = options?.type === 'ObjectExpression' ? options.properties : [];
    return properties.some(p => p.key?.name === 'eval');
}
/** `cluster.setupPrimary({ exec })`, else the primary's own program: this file, if it is the one that forks. */
function clusterProgram(input, project) {
    let exec;
    let isSet = false;
    input.tree.root.find(j.CallExpression).forEach(p => {
        const callee = unwrapped(nodeOf(p).callee);
        const name = (callee.property ?? callee).name;
        if (name === undefined || !/^setup(Primary|Master)$/.test(name))
            return;
        const [settings] = nodeOf(p).arguments;
        const properties = settings?.type === 'ObjectExpression' ? settings.properties : [];
        isSet = true;
        exec = properties.find(q => q.key?.name === 'exec')?.value;
    });
    if (!isSet)
        return input.file;
    return exec && found(read(exec, input, project, 0), project, input.file);
}
/** What an expression is as a path, as far as the file and what it imports say. */
function read(node, input, project, depth) {
    const n = unwrapped(node);
    const { file } = input;
    const text = literal(n);
    if (text !== undefined)
        return { path: text };
    if (depth > 4)
        return undefined;
    switch (n.type) {
        case 'Identifier':
            return n.name === '__filename' ? { path: '', from: file } : named(n.name, input, project, depth);
        case 'MemberExpression':
            return ofMeta(sourceOf(input.tree, n), file) ?? partOf(n, input, project, depth);
        case 'NewExpression':
            return n.callee.name === 'URL' ? url(n.arguments, input, project, depth) : undefined;
        case 'CallExpression':
            return called(n, input, project, depth);
        default:
            return undefined;
    }
}
const ofMeta = (text, file) => /^import\.meta\.(url|filename)$/.test(text) ? { path: '', from: file } : undefined;
/** `new URL('./worker.js', import.meta.url).href`. */
function partOf(n, input, project, depth) {
    const name = n.property.name;
    return name !== undefined && /^(href|pathname)$/.test(name)
        ? read(n.object, input, project, depth + 1)
        : undefined;
}
function url([path, base], input, project, depth) {
    if (!path)
        return undefined;
    if (!base)
        return read(path, input, project, depth + 1);
    const from = read(base, input, project, depth + 1);
    const text = literal(path);
    return text !== undefined && from?.path === '' && from.from !== undefined
        ? { path: text, from: from.from }
        : undefined;
}
/** `fileURLToPath(url)`, `path.join(__dirname, 'worker.js')`, `require.resolve('./worker.js')`. */
function called(n, input, project, depth) {
    const callee = unwrapped(n.callee);
    const name = (callee.property ?? callee).name;
    const args = n.arguments;
    if (name === 'fileURLToPath' && args[0])
        return read(args[0], input, project, depth + 1);
    if (name !== 'join' && name !== 'resolve')
        return undefined;
    const [folder, ...rest] = args;
    const texts = rest.map(literal);
    if (!folder || texts.includes(undefined)) {
        const only = name === 'resolve' && args.length === 1 && folder ? literal(folder) : undefined;
        return only === undefined ? undefined : { path: only, from: isRequire(callee) ? input.file : undefined };
    }
    const isOwn = /^(__dirname|import\.meta\.dirname)$/.test(sourceOf(input.tree, folder));
    const first = literal(folder);
    if (isOwn && texts.length > 0)
        return { path: `./${texts.join('/')}`, from: input.file };
    if (first === undefined)
        return undefined;
    return { path: [first, ...texts].join('/'), from: isRequire(callee) ? input.file : undefined };
}
const isRequire = (callee) => callee.object?.name === 'require';
/** A constant of the file, or of one that it imports it from. */
function named(name, input, project, depth) {
    const { root } = input.tree;
    const made = [];
    root.find(j.VariableDeclarator, { id: { name } }).forEach(p => {
        const holder = p.parent.node;
        made.push(holder.kind === 'const' ? nodeOf(p).init : null);
    });
    if (made.length === 1 && made[0])
        return read(made[0], input, project, depth + 1);
    if (made.length > 0)
        return undefined;
    let from;
    root.find(j.ImportDeclaration).forEach(p => {
        for (const s of p.node.specifiers ?? [])
            if (s.type === 'ImportSpecifier' && s.local?.name === name)
                from = { module: String(p.node.source.value), name: s.imported.name };
    });
    const other = from && project.sourceOf(input.file, from.module);
    const opened = other === undefined ? undefined : project.open(other);
    return opened && named(from.name, opened, project, depth + 1);
}
const literal = (n) => {
    if (n.type === 'StringLiteral')
        return n.value;
    const quasis = n.type === 'TemplateLiteral' ? n.quasis : [];
    return quasis.length === 1 ? quasis[0].value.cooked : undefined;
};
/** The call or construction of a spawn. */
export function spawnAt({ tree }, site) {
    const call = callAt(tree, site);
    if (call)
        return call;
    const at = tree.lineStarts[site.line - 1] + site.column - 1;
    let found;
    tree.root.find(j.NewExpression).forEach(p => {
        const { start, end } = nodeOf(p);
        const callee = unwrapped(nodeOf(p).callee);
        if (start <= at && at < callee.end && end > at)
            found = p;
    });
    return found;
}
