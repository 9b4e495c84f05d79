/** What a file exports under a name, told by its text: parsing every imported file would cost more than all the rest. */
const furthest = 8;
/**
 * Tells a function of the tree's own, and a class of whose bases none is a library's, through re-exports. In doubt are:
 * a second declaration of the name, a comment around the first, and a value that is not written as a function.
 */
export function plainExport(texts, path, name, depth = 0) {
    if (depth > furthest || !/^[A-Za-z_]\w*$/.test(name))
        return undefined;
    const text = texts.text(path);
    if (text === undefined)
        return undefined;
    if (!text.includes(name) && !/\bexport\s*\*|\bmodule\.exports\b|\\u/.test(text))
        return 'none';
    const declared = declaration(name).exec(text);
    if (declared) {
        if (isInComment(text, declared.index))
            return undefined;
        const [all, base] = declared;
        const kind = all.includes('class') ? 'class' : 'function';
        const others = [...text.matchAll(otherMentions(name, kind))].filter(m => !isPartOf(m.index, declared));
        if (others.length > 0)
            return undefined;
        if (base !== undefined && !isPlainBase(texts, path, text, base, depth))
            return undefined;
        return kind;
    }
    const renamed = new RegExp(`\\bexport\\s*\\{([^}]*\\b${name}\\b[^}]*)\\}\\s*from\\s*['"]([^'"]+)['"]`).exec(text);
    if (renamed)
        return reExported(texts, path, renamed, name, depth);
    if (mayDeclare(name).test(text))
        return undefined;
    return throughStars(texts, path, text, name, depth);
}
const declaration = (name) => new RegExp(`^export (?:(?:async )?function ?(?=${name} *[(<])|(?:abstract )?class (?=${name}(?:<[^<>{}]*>)? *(?:\\{|implements\\b|extends ([A-Za-z_]\\w*)(?:<[^{}()]*>)? *(?:\\{|implements\\b)))` +
    `|const (?=${name} = (?:async )?(?:function\\b|\\w+ =>|\\([^()]*\\)(?:: [\\w<>[\\], |]+)? =>)))`, 'm');
const otherMentions = (name, kind) => new RegExp(`\\b(?:class|const|let|var|enum|namespace|import|as${kind === 'function' ? '' : '|function'})\\s+${name}\\b|\\bexport\\s*\\{[^}]*\\b${name}\\b`, 'g');
const isPartOf = (at, declared) => at >= declared.index && at <= declared.index + declared[0].length;
const isInComment = (text, at) => text.lastIndexOf('/*', at) > text.lastIndexOf('*/', at);
/**
 * A form in which the name may be declared and exported, but for those that {@link declaration} tells. A comment in a
 * list of exports may hold a brace that does not end it.
 */
const mayDeclare = (name) => new RegExp(`\\bexport\\b[^;{}()=]*\\s${name}\\b|\\bexport\\s*(?:type\\s*)?\\{[^}]*\\b${name}\\b|\\bexport\\s+(?:const|let|var)\\b(?:\\s*[{[]|[^;]*,\\s*${name}\\b)|\\bexport\\s*=|\\bmodule\\.exports\\b|\\bexport\\s*(?:type\\s*)?\\{[^}]*/[*/]|\\\\u`);
function reExported(texts, path, found, name, depth) {
    for (const item of found[1].split(',')) {
        const [local, exported = local] = item.trim().split(/\s+as\s+/);
        if (exported !== name || local === undefined || local === 'default')
            continue;
        const target = texts.resolve(path, found[2]);
        return target === undefined ? undefined : plainExport(texts, target, local, depth + 1);
    }
    return undefined;
}
/** The first that exports it counts, as in the language. */
function throughStars(texts, path, text, name, depth) {
    for (const [, as, specifier] of text.matchAll(/\bexport\s*\*\s*(as\b[^'"]*)?from\s*['"]([^'"]+)['"]/g)) {
        if (as)
            continue;
        const target = texts.resolve(path, specifier);
        if (target === undefined) {
            if (texts.isKnown(specifier))
                return undefined;
            continue;
        }
        const found = plainExport(texts, target, name, depth + 1);
        if (found !== 'none')
            return found;
    }
    return 'none';
}
function isPlainBase(texts, path, text, base, depth) {
    const imported = new RegExp(`\\bimport\\s*(?:type\\s*)?\\{([^}]*\\b${base}\\b[^}]*)\\}\\s*from\\s*['"]([^'"]+)['"]`).exec(text);
    if (!imported)
        return plainExport(texts, path, base, depth + 1) === 'class';
    const [, items = '', specifier = ''] = imported;
    const item = items.split(',').find(i => new RegExp(`\\b${base}$`).test(i.trim()));
    const name = item
        ?.trim()
        .replace(/^type\s+/, '')
        .split(/\s+as\s+/)[0];
    if (name === undefined || texts.isKnown(specifier))
        return false;
    const target = texts.resolve(path, specifier);
    return target === undefined || plainExport(texts, target, name, depth + 1) === 'class';
}
