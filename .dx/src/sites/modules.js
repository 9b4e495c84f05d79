/** What an import brings: a table's member, or a declaration of another file of the project. */
import { builtinModules } from 'node:module';
import { annotationType } from './annotations.js';
import { isClass, isFunction, literalText, strip, textOf } from './ast.js';
import { scopeAround } from './scope.js';
import { unknown } from './ty.js';
const builtin = new Set(builtinModules);
export const moduleName = (specifier) => specifier.replace(/^node:/, '');
/** What a look through re-exports has been at, so that circles end and a file is gone through once. */
class Trail {
    #seen = new Set();
    /** Goes on in a file, unless it was there for the same name. */
    into(inf, file, name, find) {
        const key = `${name}\0${file.path}`;
        if (this.#seen.has(key))
            return undefined;
        this.#seen.add(key);
        return inf.nested(find);
    }
}
/** Type of the value imported from `specifier` under `name` (`default`, `*` included). */
export function importedType(inf, file, specifier, name, trail) {
    const module = moduleName(specifier);
    const table = tableMember(inf, specifier, name);
    if (table)
        return inf.memberType(table, `${module}.${name}`);
    const path = inf.project.resolve(file.path, specifier);
    if (path) {
        const target = inf.project.followed(path);
        if (!target)
            return unknown(`import "${specifier}" can't be read`);
        if (name === '*')
            return { k: 'module', module, file: target };
        const found = trail ? exportedType(inf, target, name, trail) : inf.exported(target, name);
        if (found)
            return found;
        if (!inf.library.modules.has(module))
            return unknown(`"${specifier}" does not export \`${name}\``);
    }
    const names = inf.library.modules.get(module);
    if (names) {
        const member = names.get(name);
        if (member)
            return inf.memberType(member, `${module}.${name}`);
        if (name === '*')
            return { k: 'module', module };
        if (name === 'default')
            return { k: 'module', module };
        return unknown(`\`${name}\` of "${module}" is in no table`);
    }
    if (builtin.has(module))
        return unknown(`"${module}" is in no table`);
    return unknown(`import "${specifier}" can't be resolved`);
}
/** A workspace may hold the library itself: what the tables say of it holds there too. */
const tableMember = (inf, specifier, name) => specifier.startsWith('.') ? undefined : inf.library.modules.get(moduleName(specifier))?.get(name);
/** Type of what a file exports; none if it exports no such name. Follows re-exports. */
export function exportedType(inf, file, name, trail = new Trail()) {
    return trail.into(inf, file, name, () => exportOf(inf, file, name, trail));
}
function exportOf(inf, file, name, trail) {
    for (const s of file.program.body) {
        if (s.type === 'ExportNamedDeclaration') {
            if (s.declaration) {
                const binding = declares(s.declaration, name) ? file.scope.value(name) : undefined;
                if (binding)
                    return inf.bindingType(binding, file);
            }
            for (const spec of s.specifiers) {
                const exported = spec.exported.type === 'Literal' ? spec.exported.value : spec.exported.name;
                if (exported !== name)
                    continue;
                const local = spec.local.type === 'Literal' ? spec.local.value : spec.local.name;
                if (s.source)
                    return importedType(inf, file, s.source.value, local, trail);
                const binding = file.scope.value(local);
                return binding ? inf.bindingType(binding, file) : undefined;
            }
        }
        else if (s.type === 'ExportDefaultDeclaration' && name === 'default') {
            const d = s.declaration;
            if (isFunction(d))
                return { k: 'function', node: d, file };
            if (isClass(d))
                return { k: 'class', decl: d, file };
            return inf.typeOf(d, file);
        }
        else if (s.type === 'TSExportAssignment' && (name === 'default' || name === '*'))
            return inf.typeOf(s.expression, file);
    }
    for (const s of file.program.body) {
        if (s.type !== 'ExportAllDeclaration')
            continue;
        const as = s.exported && (s.exported.type === 'Literal' ? s.exported.value : s.exported.name);
        if (as === name)
            return importedType(inf, file, s.source.value, '*');
        if (as || name === 'default')
            continue;
        const path = inf.project.resolve(file.path, s.source.value);
        if (path && !inf.project.mayExport(path, name))
            continue;
        const target = path && inf.project.followed(path);
        const found = target
            ? exportedType(inf, target, name, trail)
            : inf.library.modules.get(moduleName(s.source.value))?.get(name) && importedType(inf, file, s.source.value, name);
        if (found)
            return found;
    }
    const whole = wholeModule(file);
    return whole === undefined ? undefined : importedType(inf, file, whole, name, trail);
}
/** `module.exports = require('electron')`: what a module of CommonJS hands on whole. */
function wholeModule(file) {
    for (const a of file.assigned.get('exports') ?? []) {
        const left = strip(a.left);
        const right = strip(a.right);
        if (left.type !== 'MemberExpression' || right.type !== 'CallExpression')
            continue;
        const callee = strip(right.callee);
        if (textOf(file, left) === 'module.exports' && callee.type === 'Identifier' && callee.name === 'require')
            return literalText(right.arguments[0]);
    }
    return undefined;
}
/** A name of a function, or of a class without a library's base, of the scanned tree: it makes no site. */
export function importsPlain(inf, file, id) {
    const node = scopeAround(file.scopeOf, id)?.value(id.name)?.node;
    if (node?.type !== 'ImportSpecifier')
        return false;
    const { source } = node.parent;
    const name = node.imported.type === 'Identifier' ? node.imported.name : node.imported.value;
    if (tableMember(inf, source.value, name))
        return false;
    const path = inf.project.resolve(file.path, source.value);
    return path !== undefined && inf.project.plainExport(path, name) !== undefined;
}
/** A declared type's meaning when it is imported: `import type { Peer } from './peer.js'`. */
function exportedAnnotation(inf, file, name, trail) {
    return trail.into(inf, file, name, () => annotationOf(inf, file, name, trail));
}
function annotationOf(inf, file, name, trail) {
    const own = file.scope.types.get(name);
    for (const s of file.program.body) {
        if (s.type === 'ExportNamedDeclaration') {
            if (s.declaration && own && (own.node === s.declaration || own.node.parent === s.declaration))
                return declaredType(inf, own.node, file);
            for (const spec of s.specifiers) {
                const exported = spec.exported.type === 'Literal' ? spec.exported.value : spec.exported.name;
                if (exported !== name)
                    continue;
                const local = spec.local.type === 'Literal' ? spec.local.value : spec.local.name;
                return s.source
                    ? importedAnnotation(inf, file, s.source.value, local, trail)
                    : namedAnnotation(inf, local, file, trail);
            }
        }
        else if (s.type === 'ExportDefaultDeclaration' && name === 'default') {
            const d = s.declaration;
            if (isClass(d))
                return { k: 'instance', decl: d, file };
            if (d.type === 'TSInterfaceDeclaration')
                return { k: 'shape', decl: d, file };
            if (d.type === 'Identifier')
                return namedAnnotation(inf, d.name, file, trail);
        }
    }
    for (const s of file.program.body) {
        if (s.type !== 'ExportAllDeclaration' || s.exported)
            continue;
        const path = inf.project.resolve(file.path, s.source.value);
        if (path && !inf.project.mayExport(path, name))
            continue;
        const target = path && inf.project.followed(path);
        const found = target && exportedAnnotation(inf, target, name, trail);
        if (found)
            return found;
    }
    const whole = wholeModule(file);
    return whole === undefined ? undefined : importedAnnotation(inf, file, whole, name, trail);
}
export function namedAnnotation(inf, name, file, trail = new Trail()) {
    const binding = file.scope.types.get(name);
    if (!binding)
        return undefined;
    if (binding.kind !== 'import')
        return declaredType(inf, binding.node, file);
    const node = binding.node;
    if (node.type !== 'ImportSpecifier' && node.type !== 'ImportDefaultSpecifier')
        return undefined;
    const source = node.parent.source.value;
    const imported = node.type === 'ImportDefaultSpecifier'
        ? 'default'
        : node.imported.type === 'Identifier'
            ? node.imported.name
            : node.imported.value;
    return importedAnnotation(inf, file, source, imported, trail);
}
/** Meaning of `name` imported from `specifier` in a type's place. */
export function importedAnnotation(inf, file, specifier, name, trail = new Trail()) {
    const module = moduleName(specifier);
    const known = specifier.startsWith('.') ? undefined : tableType(inf, module, name);
    if (known)
        return known;
    const path = inf.project.resolve(file.path, specifier);
    if (path) {
        const target = inf.project.followed(path);
        const found = target && exportedAnnotation(inf, target, name, trail);
        if (found)
            return found;
        if (!inf.library.modules.has(module))
            return unknown(`"${specifier}" does not export the type \`${name}\``);
    }
    if (inf.library.modules.has(module))
        return unknown(`the type \`${name}\` of "${module}" is in no table`);
    return unknown(`import "${specifier}" can't be resolved`);
}
/** The type that the tables know under a name of a module. */
function tableType(inf, module, name) {
    const member = inf.library.modules.get(module)?.get(name);
    if (member?.constructs)
        return inf.instanceOf(inf.memberType(member, `${module}.${name}`));
    const type = `${module}#${name}`;
    return inf.library.knows(type) ? { k: 'lib', name: type } : undefined;
}
/** Meaning of a class, interface, alias or enum declaration as a type. */
export function declaredType(inf, node, file) {
    if (isClass(node))
        return { k: 'instance', decl: node, file };
    if (node.type === 'TSInterfaceDeclaration')
        return { k: 'shape', decl: node, file };
    if (node.type === 'TSTypeAliasDeclaration')
        return annotationType(inf, node.typeAnnotation, file);
    if (node.type === 'TSEnumDeclaration')
        return { k: 'plain' };
    return unknown(`a ${node.type}`);
}
function declares(declaration, name) {
    if (declaration.type === 'VariableDeclaration')
        return declaration.declarations.some(d => (d.id.type === 'Identifier' ? d.id.name === name : true));
    return 'id' in declaration && declaration.id?.name === name;
}
