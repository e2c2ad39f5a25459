// import and export.
//
// A module becomes a generator function. Its first part says what it exports, and is run for every module before any
// begins, so that modules that import each other in a circle find what they may find; the second is the program.
//
//   import { a } from "./b.js";      (function*(__asq_module){"use strict";__asq_module.exports({f:()=>f});
//   export function f() { a() }      const m=__asq_module.imports;yield;        function f() { (0,m[0].a)() } })
//
// An imported name is read where it is used, as bindings are live: no function or block between may declare it.

import { linesOf, skipBlank } from "./tree.mjs";
import { namesOf } from "./functions.mjs";

// --- which names a part of the program declares ----------------------------------------------------------------------

/// Names that `var` declares anywhere in a function, but not in functions inside of it.
function hoisted(node, found) {
    const open = [node];
    while (open.length) {
        const next = open.pop();
        if (next === null || typeof next !== "object")
            continue;
        if (Array.isArray(next)) {
            for (let i = 0; i < next.length; ++i)
                open.push(next[i]);
            continue;
        }
        if (next.type === "VariableDeclaration" && next.kind === "var")
            next.declarations.forEach(declaration => namesOf(declaration.id, found));
        switch (next.type) {
        case "BlockStatement": case "SwitchStatement": case "SwitchCase": case "IfStatement": case "ForStatement":
        case "ForInStatement": case "ForOfStatement": case "WhileStatement": case "DoWhileStatement": case "TryStatement":
        case "CatchClause": case "LabeledStatement": case "Program": case "ExportNamedDeclaration":
            open.push(next.body, next.init, next.left, next.consequent, next.alternate, next.block, next.handler,
                next.finalizer, next.cases, next.declaration);
            break;
        default:
            break;
        }
    }
    return found;
}

function lexical(statements, found) {
    statements.forEach(statement => {
        if (statement.type === "VariableDeclaration" && statement.kind !== "var")
            statement.declarations.forEach(declaration => namesOf(declaration.id, found));
        else if ((statement.type === "FunctionDeclaration" || statement.type === "ClassDeclaration") && statement.id)
            found.push(statement.id.name);
    });
    return found;
}

function declaredBy(node) {
    switch (node.type) {
    case "FunctionDeclaration": case "FunctionExpression": case "ArrowFunctionExpression": {
        const found = node.params.reduce((names, parameter) => namesOf(parameter, names), []);
        if (node.type === "FunctionExpression" && node.id)
            found.push(node.id.name);
        return hoisted(node.body, found);
    }
    case "ClassExpression": return node.id ? [node.id.name] : [];
    case "BlockStatement": return lexical(node.body, []);
    case "SwitchStatement": return node.cases.reduce((names, part) => lexical(part.consequent, names), []);
    case "ForStatement": return node.init ? lexical([node.init], []) : [];
    case "ForInStatement": case "ForOfStatement": return lexical([node.left], []);
    case "CatchClause": return node.param ? namesOf(node.param, []) : [];
    default: return [];
    }
}

function enterScope(node, writer) {
    const module = writer.module;
    if (!module || module.isPlain)
        return;
    const names = declaredBy(node).filter(name => name in module.imported);
    if (!names.length)
        return;
    node.hides = names;
    names.forEach(name => { module.hidden[name] = (module.hidden[name] || 0) + 1; });
}

function leaveScope(node, writer) {
    if (node.hides)
        node.hides.forEach(name => { --writer.module.hidden[name]; });
}

// --- the module itself -----------------------------------------------------------------------------------------------

function nameOf(node) {
    return node.type === "Literal" ? node.value : node.name;
}

function requestOf(module, source) {
    const found = module.requests.findIndex(request => request.source === source.value);
    if (found >= 0)
        return found;
    module.requests.push({ source: source.value, offset: source.start, names: [] });
    return module.requests.length - 1;
}

function noteImport(module, statement) {
    const index = requestOf(module, statement.source);
    statement.specifiers.forEach(specifier => {
        const name = specifier.type === "ImportNamespaceSpecifier" ? ""
            : specifier.type === "ImportDefaultSpecifier" ? "default" : nameOf(specifier.imported);
        module.imported[specifier.local.name] = "__asq_imports[" + index + "]" + (name ? "[" + JSON.stringify(name) + "]" : "");
        if (name)
            module.requests[index].names.push({ name, offset: specifier.start });
    });
}

function noteExport(module, statement) {
    if (statement.type === "ExportAllDeclaration") {
        const index = requestOf(module, statement.source);
        if (statement.exported)
            module.exports.push([nameOf(statement.exported), "__asq_imports[" + index + "]"]);
        else
            module.stars.push(index);
    } else if (statement.type === "ExportDefaultDeclaration") {
        const declaration = statement.declaration;
        module.exports.push(["default", declaration.id ? declaration.id.name : "__asq_default"]);
    } else if (statement.source) {
        const index = requestOf(module, statement.source);
        statement.specifiers.forEach(specifier => {
            const name = nameOf(specifier.local);
            module.requests[index].names.push({ name, offset: specifier.start });
            module.exports.push([nameOf(specifier.exported), "__asq_imports[" + index + "][" + JSON.stringify(name) + "]"]);
        });
    } else if (statement.declaration) {
        const declaration = statement.declaration;
        const names = declaration.type === "VariableDeclaration"
            ? declaration.declarations.reduce((found, part) => namesOf(part.id, found), []) : [declaration.id.name];
        names.forEach(name => module.exports.push([name, name]));
    } else {
        statement.specifiers.forEach(specifier =>
            module.exports.push([nameOf(specifier.exported), "", specifier.local.name]));
    }
}

/// Called before the walk.
export function prepareModule(program, writer) {
    const module = { imported: Object.create(null), hidden: Object.create(null), requests: [], exports: [], stars: [],
        isPlain: false, awaits: false };
    writer.module = module;
    writer.lowered = true;
    program.body.forEach(statement => {
        if (statement.type === "ImportDeclaration")
            noteImport(module, statement);
        else if (/^Export/.test(statement.type))
            noteExport(module, statement);
    });
    module.isPlain = Object.keys(module.imported).length === 0;
}

/// The text of the module, whose statements are `out`.
export function wrapModule(out, writer) {
    const module = writer.module;
    const getters = module.exports.map(entry =>
        JSON.stringify(entry[0]) + ":()=>" + (entry[1] || module.imported[entry[2]] || entry[2]));
    return "(function*(__asq_module){\"use strict\";const __asq_imports=__asq_module.imports,__asq_referrer=__asq_module.name,"
        + "__asq_meta=__asq_module.meta;__asq_module.exports({"
        + getters.join() + "});yield;" + out + "\n})";
}

function writeDeclaration(node, writer) {
    return linesOf(writer.text.slice(node.start, node.end));
}

function writeNamed(node, writer) {
    return node.declaration ? linesOf(writer.text.slice(node.start, node.declaration.start)) + node.declaration.out
        : writeDeclaration(node, writer);
}

function writeDefault(node, writer) {
    const declaration = node.declaration;
    const lines = linesOf(writer.text.slice(node.start, declaration.start));
    if (declaration.type === "FunctionDeclaration" && !declaration.id) {
        const open = declaration.out.search(/[(*]/);
        const star = declaration.out.charAt(open) === "*" ? open + 1 : open;
        return lines + declaration.out.slice(0, star) + " __asq_default" + declaration.out.slice(star);
    }
    if (declaration.id && /Declaration$/.test(declaration.type))
        return lines + declaration.out;
    return lines + "const __asq_default=" + declaration.out + ";";
}

// --- names that are imported -----------------------------------------------------------------------------------------

function enterName(node, writer, parent) {
    const module = writer.module;
    if (!module || module.isPlain || !(node.name in module.imported) || module.hidden[node.name] > 0)
        return;
    const isKey = (parent.type === "MemberExpression" && parent.property === node && !parent.computed)
        || (/^(Property|MethodDefinition|PropertyDefinition)$/.test(parent.type) && parent.key === node && !parent.computed
            && !parent.shorthand)
        || /^(LabeledStatement|BreakStatement|ContinueStatement|ImportSpecifier|ImportDefaultSpecifier)$/.test(parent.type)
        || /^(ImportNamespaceSpecifier|ExportSpecifier|MetaProperty|ExportAllDeclaration)$/.test(parent.type);
    node.isImported = !isKey;
    if (node.isImported && (node.role === "store" || node.role === "place") && parent.type !== "Property")
        writer.refuse("An imported name can't be assigned to", node);
}

function writeImportCall(node, writer) {
    writer.lowered = true;
    return "__asq_import(" + writer.between(node, skipBlank(writer.text, node.start + "import".length) + 1, node.end - 1)
        + ",__asq_referrer)";
}

const scopes = {};
["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression", "ClassExpression", "BlockStatement",
    "SwitchStatement", "ForStatement", "ForInStatement", "ForOfStatement", "CatchClause"].forEach(type => {
    scopes[type] = enterScope;
});

export const enter = [scopes, { Identifier: enterName }];
export const leave = leaveScope;
export const write = {
    ImportDeclaration: writeDeclaration,
    ExportAllDeclaration: writeDeclaration,
    ExportNamedDeclaration: writeNamed,
    ExportDefaultDeclaration: writeDefault,
    ImportExpression: writeImportCall,
    Identifier(node, writer) { return node.isImported ? writer.module.imported[node.name] : undefined; },
    MetaProperty(node, writer) {
        if (node.meta.name !== "import")
            return undefined;
        writer.lowered = true;
        return "__asq_meta";
    },
};
