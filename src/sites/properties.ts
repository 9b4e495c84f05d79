/** Type of a property of a value whose type is known. */
import { annotationType } from './annotations.js'
import { type ClassNode, firstFrom, isFunction, keyName, type Node, type SourceFile, strip } from './ast.js'
import { baseOf } from './collections.js'
import { givenToBase, withGiven } from './given.js'
import type { Inference } from './infer.js'
import { moduleName } from './modules.js'
import { filled } from './told.js'
import { parseTypeText, plain, type Ty, union, unknown } from './ty.js'

/** @param seen Declarations on the way from what inherits: `class A extends A` ends there. */
export function propertyType(inf: Inference, object: Ty, name: string, seen: Set<Node> = new Set()): Ty {
  switch (object.k) {
    case 'lib': {
      const given = object.given?.[name]
      if (given) return given
      const member =
        inf.library.member(object.name, name) ??
        // `(await import('x')).default`
        (name === 'default' ? inf.library.modules.get(object.name.replace(/#Module$/, ''))?.get('default') : undefined)
      if (member) return inf.memberType(member, `${object.name}.${name}`, object)
      if (inf.library.memberRows(object.name, name).length > 0)
        return { k: 'member', member: {}, path: `${object.name}.${name}`, self: object }
      const global = inf.library.globalMember(object.name, name)
      if (global) return inf.memberType(global, `lib.dom.${name}`)
      return unknown(`\`${name}\` of ${object.name} is in no table`)
    }
    case 'member': {
      if (object.member.type !== undefined)
        return propertyType(inf, parseTypeText(object.member.type, object.self), name)
      if (name === 'prototype') return inf.instanceOf(object)
      return unknown(`\`${name}\` of a function`)
    }
    case 'module': {
      const own = object.file && inf.exported(object.file, name)
      if (own) return own
      const member = inf.library.modules.get(moduleName(object.module))?.get(name)
      return member
        ? inf.memberType(member, `${object.module}.${name}`)
        : unknown(`\`${name}\` of "${object.module}" is in no table`)
    }
    case 'instance':
      return filled(classMember(inf, object.decl, name, false, object.file, seen), object.told)
    case 'class':
      return classMember(inf, object.decl, name, true, object.file, seen)
    case 'shape':
      return filled(shapeMember(inf, object.decl, name, object.file, seen), object.told)
    case 'object':
      return literalMember(inf, object, name, seen)
    case 'union':
      return union(object.of.map(o => propertyType(inf, o, name, new Set(seen))))
    case 'joint': {
      const found = object.of.map(o => propertyType(inf, o, name, new Set(seen)))
      return found.find(t => t.k !== 'unknown') ?? found[0]!
    }
    case 'map':
      return object.of // a record's entries
    case 'tuple':
      return /^\d+$/.test(name) ? (object.of[Number(name)] ?? plain) : plain
    case 'list':
      return /^\d+$/.test(name) ? object.of : plain
    case 'promise':
    case 'function':
    case 'plain':
      return plain
    case 'unknown':
      return object
  }
}

/** A property of an object literal; one that it does not write itself may come with what is spread into it, the last first. */
function literalMember(inf: Inference, object: Extract<Ty, { k: 'object' }>, name: string, seen: Set<Node>): Ty {
  const { node, file } = object
  for (const p of node.properties) {
    if (p.type === 'SpreadElement' || keyName(p.key, p.computed) !== name) continue
    return p.kind === 'get' && isFunction(p.value) ? inf.returnType(p.value, file) : inf.typeOf(p.value, file)
  }
  if (seen.has(node)) return unknown('what is spread is circular')
  seen.add(node)
  for (const p of node.properties.toReversed()) {
    if (p.type !== 'SpreadElement') continue
    const found = inf.nested(() => propertyType(inf, inf.typeOf(p.argument, file), name, seen))
    if (found && found.k !== 'unknown') return found
  }
  return unknown(`no property \`${name}\` is seen`)
}

/** Type of a field, method, accessor or parameter property, inherited ones included. */
export function classMember(
  inf: Inference,
  cls: ClassNode,
  name: string,
  isStatic: boolean,
  file: SourceFile,
  seen: Set<Node> = new Set(),
): Ty {
  if (seen.has(cls)) return unknown('what it inherits from is circular')
  seen.add(cls)
  let signature: Ty | undefined
  for (const m of cls.body.body) {
    if (m.type === 'PropertyDefinition' || m.type === 'AccessorProperty' || m.type === 'TSAbstractPropertyDefinition') {
      if (m.static !== isStatic || keyName(m.key, m.computed) !== name) continue
      if (m.typeAnnotation) {
        const ty = annotationType(inf, m.typeAnnotation.typeAnnotation, file)
        if (ty.k !== 'unknown' || !m.value) return ty.k === 'unknown' ? (assignedField(inf, cls, name, file) ?? ty) : ty
      }
      const initial = m.value ? inf.typeOf(m.value, file) : plain
      return initial.k === 'plain' || (initial.k === 'list' && initial.of.k === 'plain')
        ? (assignedField(inf, cls, name, file) ?? initial)
        : initial
    }
    if (m.type === 'MethodDefinition' || m.type === 'TSAbstractMethodDefinition') {
      if (m.kind === 'constructor' && !isStatic) {
        for (const p of m.value.params) {
          if (p.type !== 'TSParameterProperty') continue
          const id = p.parameter.type === 'AssignmentPattern' ? p.parameter.left : p.parameter
          if (id.type !== 'Identifier' || id.name !== name) continue
          const annotation = id.typeAnnotation
          return annotation ? annotationType(inf, annotation.typeAnnotation, file) : unknown('an untyped parameter')
        }
        continue
      }
      if (m.static !== isStatic || keyName(m.key, m.computed) !== name || m.kind === 'set') continue
      if (m.kind === 'get') return inf.returnType(m.value, file)
      if (isFunction(m.value as Node))
        return { k: 'function', node: m.value as Extract<Node, { type: 'FunctionExpression' }>, file }
      // an abstract method, or an overload of one that follows
      signature ??= { k: 'shape', decl: m.value as Node, file }
    }
  }
  const assigned = signature ?? assignedField(inf, cls, name, file)
  if (assigned) return assigned
  if (cls.superClass) {
    const base = inf.typeOf(cls.superClass, file)
    const told = isStatic ? undefined : givenToBase(inf, base, cls, file)
    const own: Ty | undefined = isStatic ? base : baseOf(inf, { k: 'instance', decl: cls, file })
    return inherited(inf, withGiven(own ?? base, told), name, seen)
  }
  return unknown(`class ${cls.id?.name ?? ''} has no \`${name}\``)
}

const inherited = (inf: Inference, base: Ty, name: string, seen: Set<Node>): Ty =>
  inf.nested(() => propertyType(inf, base, name, seen)) ?? unknown('what it inherits from is too far away')

/** `this.name = value`, in a class without a type for the field. */
function assignedField(inf: Inference, cls: ClassNode, name: string, file: SourceFile): Ty | undefined {
  const found: Ty[] = []
  const named = file.assigned.get(name.replace(/^#/, '')) ?? []
  for (let i = firstFrom(named, cls.start); i < named.length && named[i]!.start < cls.end; i++) {
    const a = named[i]!
    if (a.left.type !== 'MemberExpression') continue
    if (strip(a.left.object).type !== 'ThisExpression') continue
    found.push(inf.typeOf(a.right, file))
  }
  return found.length > 0 ? union(found) : undefined
}

function shapeMember(inf: Inference, decl: Node, name: string, file: SourceFile, seen: Set<Node>): Ty {
  if (seen.has(decl)) return unknown('what it inherits from is circular')
  seen.add(decl)
  if (decl.type === 'TSEnumDeclaration') {
    const m = decl.body.members.find(e => keyName(e.id as Node, e.computed) === name)
    return m?.initializer ? inf.typeOf(m.initializer, file) : plain
  }
  if (decl.type === 'TSModuleDeclaration') {
    const inside = decl.body && file.scopeOf.get(decl.body as Node)?.values.get(name)
    return inside ? inf.bindingType(inside, file) : unknown(`the namespace has no \`${name}\``)
  }
  const members =
    decl.type === 'TSInterfaceDeclaration' ? decl.body.body : decl.type === 'TSTypeLiteral' ? decl.members : []
  for (const m of members) {
    if (m.type === 'TSPropertySignature' && keyName(m.key, m.computed) === name)
      return m.typeAnnotation
        ? annotationType(inf, m.typeAnnotation.typeAnnotation, file)
        : unknown('an untyped property')
    if (m.type === 'TSMethodSignature' && keyName(m.key, m.computed) === name) return { k: 'shape', decl: m, file }
  }
  for (const m of members)
    if (m.type === 'TSIndexSignature' && m.typeAnnotation)
      return annotationType(inf, m.typeAnnotation.typeAnnotation, file)
  if (decl.type === 'TSInterfaceDeclaration')
    for (const base of decl.extends) {
      const found = inherited(inf, annotationType(inf, base as unknown as Node, file), name, seen)
      if (found.k !== 'unknown') return found
    }
  return unknown(`the type has no \`${name}\``)
}
