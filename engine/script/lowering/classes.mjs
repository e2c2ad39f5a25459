// Fields, private members and static blocks of classes.
//
// Everything stays where it is, as methods that a helper takes away again once the class is made:
//
//   class A extends B {             let c=__asq_shape(),p=__asq_private(c,"#n");class A extends B {
//     n = f();                        __asq_f0(){__asq_field(this,"n",f());}
//     static { s }                    static __asq_s0() { s }
//     #n = 1;                         __asq_f1(){p.add(this,1);}
//     #m() { return this.#n }         __asq_m1() { return p.get(this) }
//     constructor() { super(); .. }   constructor() { c.init(super()); .. }
//   }                               }__asq_finish(A,c,2,1,[..],"")
//
// so that `this`, `super` and the order are the language's own. A private name is an object that keeps its values with
// those objects that have it.

import { bare, functionName, isFunction, isRepeatable, linesOf } from "./tree.mjs";
import { writeMethodHead } from "./functions.mjs";

function isPrivate(node) {
    return node.type === "PrivateIdentifier";
}

function makeShape(node, writer, isExpression) {
    const shape = { derived: node.superClass !== null, names: Object.create(null), methods: [], fields: 0, statics: 0,
        variable: "", hasConstructor: false, initializes: false, node };
    let isNeeded = false;
    const count = node.body.body.length;
    for (let i = 0; i < count; ++i) {
        const part = node.body.body[i];
        if (part.type === "StaticBlock" || part.type === "PropertyDefinition")
            isNeeded = true;
        if (part.type === "PropertyDefinition" && !part.static)
            shape.initializes = true;
        if (part.type === "MethodDefinition" && part.kind === "constructor")
            shape.hasConstructor = true;
        if (part.key && isPrivate(part.key)) {
            isNeeded = true;
            shape.initializes = shape.initializes || !part.static;
            if (!(part.key.name in shape.names))
                shape.names[part.key.name] = isExpression ? writer.temporary() : writer.fresh("p");
        }
    }
    if (!isNeeded)
        return null;
    shape.variable = isExpression ? writer.temporary() : writer.fresh("c");
    return shape;
}

function enterClass(node, writer) {
    node.shape = makeShape(node, writer, node.type === "ClassExpression" || !node.id);
    node.body.shape = node.shape;
    writer.classes.push(node.shape);
}

function enterBody(node) {
    if (!node.shape)
        return;
    node.body.forEach((part, index) => {
        part.shape = node.shape;
        part.isInitializer = part.type === "StaticBlock";
        const merges = other => other && other.type === "PropertyDefinition" && !other.static && !other.computed;
        if (part.type === "PropertyDefinition" && !part.static) {
            part.opens = !merges(part) || !merges(node.body[index - 1]);
            part.closes = !merges(part) || !merges(node.body[index + 1]);
        }
        if (part.type === "MethodDefinition" && part.kind === "constructor" && node.shape.initializes) {
            part.value.constructs = node.shape;
            if (!node.shape.derived)
                part.value.beginning = node.shape.variable + ".init(this);";
        }
    });
}

function privateName(node, writer) {
    for (let i = writer.classes.length - 1; i >= 0; --i) {
        if (writer.classes[i] && node.name in writer.classes[i].names)
            return writer.classes[i].names[node.name];
    }
    return "__asq_unknown"; // the parser refuses names that no class has
}

// --- members of a class ----------------------------------------------------------------------------------------------

/// An anonymous function gets the name of its field.
function named(value, key) {
    const inner = bare(value);
    const isAnonymous = (isFunction(inner) || inner.type === "ClassExpression") && !inner.id;
    return isAnonymous ? "{" + key + ":" + value.out + "}[" + (/^\[/.test(key) ? key.slice(1, -1) : key) + "]" : value.out;
}

function fieldText(node, writer) {
    const shape = node.shape;
    const value = node.value;
    const lines = linesOf(writer.text.slice(node.start, node.key.start));
    const between = value ? linesOf(writer.text.slice(node.key.end, value.start)) : "";
    if (isPrivate(node.key)) {
        const name = JSON.stringify("#" + node.key.name);
        return lines + shape.names[node.key.name] + ".add(this," + between + (value ? named(value, name) : "void 0") + ");";
    }
    const key = node.computed ? "[" + shape.variable + ".keys[" + node.keyIndex + "]]"
        : JSON.stringify(node.key.type === "Identifier" ? node.key.name : String(node.key.value));
    return lines + "__asq_field(this," + (node.computed ? key.slice(1, -1) : key) + "," + between
        + (value ? named(value, key) : "void 0") + ");";
}

function writeField(node, writer) {
    const shape = node.shape;
    if (node.computed)
        node.keyIndex = shape.keys = (shape.keys || 0) + 1;
    const declarations = (node.value && node.value.declarations) || "";
    const own = declarations ? "{" + declarations + fieldText(node, writer) + "}" : fieldText(node, writer);
    const number = node.static ? shape.statics : shape.fields;
    let head = (node.static ? "__asq_s" : "__asq_f") + number;
    if (node.computed)
        head = "[" + shape.variable + ".key(" + node.keyIndex + "," + JSON.stringify(head) + "," + node.key.out + ")]";
    if (node.static) {
        ++shape.statics;
        return "static " + head + "(){" + own + "}";
    }
    if (node.closes)
        ++shape.fields;
    return (node.opens ? head + "(){" : "") + own + (node.closes ? "}" : "");
}

function writeStaticBlock(node, writer) {
    const name = "__asq_s" + node.shape.statics++;
    const head = "static".length;
    const out = writer.plain(node).slice(head);
    const brace = out.indexOf("{", 0) + 1;
    return "static " + name + "()" + out.slice(0, brace) + (writer.frame.node === node ? declared(writer.frame) : "")
        + out.slice(brace);
}

function declared(frame) {
    return frame.temporaries.length ? "var " + frame.temporaries.join(",") + ";" : "";
}

function writeMethod(node, writer) {
    const key = node.key;
    if (!isPrivate(key) && !node.value.async)
        return undefined;
    const gaps = writer.gaps(node);
    let name = key.out;
    if (isPrivate(key)) {
        name = "__asq_m" + node.shape.methods.length;
        node.shape.methods.push([node.shape.names[key.name], name, node.static]);
    }
    return writeMethodHead(node, gaps[0]) + name + gaps[1] + node.value.out + gaps[2];
}

function writeBody(node, writer) {
    const shape = node.shape;
    if (!shape || !shape.initializes || shape.hasConstructor)
        return undefined;
    const init = shape.derived ? "constructor(...a){" + shape.variable + ".init(super(...a))}"
        : "constructor(){" + shape.variable + ".init(this)}";
    return "{" + init + writer.plain(node).slice(1);
}

function writeClass(node, writer) {
    writer.classes.pop();
    const shape = node.shape;
    if (!shape)
        return undefined;
    writer.lowered = true;
    const isExpression = node.type === "ClassExpression" || !node.id;
    const names = Object.keys(shape.names);
    const begin = [shape.variable + "=__asq_shape()"]
        .concat(names.map(name =>
            shape.names[name] + "=__asq_private(" + shape.variable + "," + JSON.stringify("#" + name) + ")"));
    const methods = "[" + shape.methods.map(method => "[" + method[0] + "," + JSON.stringify(method[1]) + "," + method[2] + "]")
        .join() + "]";
    const end = "," + shape.variable + "," + shape.fields + "," + shape.statics + "," + methods;
    if (!isExpression)
        return "let " + begin.join() + ";" + writer.plain(node) + "__asq_finish(" + node.id.name + end + ",\"\");";
    const name = node.id ? "" : functionName(node);
    return "(" + begin.join() + ",__asq_finish(" + writer.plain(node) + end + "," + JSON.stringify(name) + "))";
}

// --- uses of private names -------------------------------------------------------------------------------------------

function isOptional(node) {
    for (let link = node; link.type === "MemberExpression" || link.type === "CallExpression";) {
        if (link.optional)
            return true;
        link = link.type === "CallExpression" ? link.callee : link.object;
    }
    return false;
}

function writeMember(node, writer) {
    if (node.isSuperRead) {
        writer.lowered = true;
        const key = node.computed ? node.property.out : JSON.stringify(node.property.name);
        return "__asq_super(" + linesOf(writer.text.slice(node.object.end, node.property.start)) + key + ")";
    }
    if (!isPrivate(node.property)) {
        if (!node.object.isNullable || node.optional)
            return undefined;
        const gap = writer.text.slice(node.object.end, node.property.start);
        const rest = writer.between(node, node.property.start, node.end);
        return node.object.out + (node.computed ? gap.replace("[", "?.[") : gap.replace(".", "?.")) + rest;
    }
    const name = privateName(node.property, writer);
    const lines = linesOf(writer.text.slice(node.object.end, node.property.start));
    node.isPrivate = true;
    node.privateName = name;
    if (node.role === "store" || node.role === "callee")
        return node.object.out + lines;
    if (node.role === "place")
        return name + ".at(" + node.object.out + lines + ").value";
    node.isNullable = isOptional(node);
    return name + (node.isNullable ? ".maybe(" : ".get(") + node.object.out + lines + ")";
}

export function storePrivate(left, node, writer) {
    const gap = writer.text.slice(node.left.end, node.right.start);
    return left.privateName + ".set(" + left.out + "," + linesOf(gap) + node.right.out + ")";
}

/// The text of a call of a private method: from the parenthesis on it is `rest`.
export function callPrivate(node, writer, rest) {
    const callee = bare(node.callee);
    const name = callee.privateName;
    const again = isRepeatable(callee.object) ? callee.object.out : writer.temporary();
    const object = isRepeatable(callee.object) ? callee.out : again + "=" + callee.out;
    const get = again === callee.object.out ? name + ".get(" + object + ")" : name + ".get(" + again + ")";
    const args = ".call(" + again + rest;
    if (isOptional(node)) {
        node.isNullable = true;
        const optionalCall = node.optional ? "?." : "";
        return "((" + object + ")==null?void 0:" + get + optionalCall + args + ")";
    }
    return (again === callee.object.out ? get : name + ".get(" + object + ")") + args;
}

function enterIn(node, writer) {
    if (node.operator === "in" && isPrivate(node.left))
        node.tests = privateName(node.left, writer);
}

export const enter = [{
    ClassDeclaration: enterClass,
    ClassExpression: enterClass,
    ClassBody: enterBody,
    PropertyDefinition(node) { if (node.value) node.value.isInitializer = true; },
    BinaryExpression: enterIn,
    CallExpression(node) { bare(node.callee).role = "callee"; },
}];

export const write = {
    ClassDeclaration: writeClass,
    ClassExpression: writeClass,
    ClassBody: writeBody,
    PropertyDefinition: writeField,
    StaticBlock: writeStaticBlock,
    MethodDefinition: writeMethod,
    MemberExpression: writeMember,
    BinaryExpression(node, writer) {
        return node.tests ? node.tests + ".has(" + linesOf(writer.text.slice(node.left.end, node.right.start))
            + node.right.out + ")" : undefined;
    },
};
