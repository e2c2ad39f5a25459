// async functions, await, for await, and what each function keeps to itself.
//
// An async function becomes a function that gives a generator to a helper, which drives it:
//
//   async function f(a) { .. await x .. }      function f(a) {return __asq_async("f",function*(){ .. (yield(x)) .. },this)}
//   async (a, b = 1) => e                      (...__asq_a)=>__asq_async("",function*(a, b = 1){return (e)},this,__asq_a)
//
// The parameters stay outside when they are plain names, so that a call costs no list of arguments. An async generator's
// `yield x` becomes `yield __asq_give((yield(x)))`: it awaits, and the driver tells the two by the mark. `super` can't be
// used in a generator that is no method: the function around gives it a function that reads from it.

import { moveParameters } from "./parameters.mjs";
import { makesTailCalls } from "./tails.mjs";
import { bare, functionName, linesOf, skipBlank, without } from "./tree.mjs";

const Lacking = " not supported by this JavaScript engine";

export function pushFrame(writer, node, frame) {
    frame.node = node;
    frame.isStrict = frame.isStrict || writer.classes.length > 0 || (writer.frames.length > 0 && writer.frame.isStrict);
    frame.temporaries = [];
    frame.vars = [];
    writer.frames.push(frame);
    return frame;
}

function enterFunction(node, writer, parent) {
    if (node.type === "FunctionDeclaration") {
        if (parent.type === "IfStatement" || parent.type === "LabeledStatement")
            node.needsBlock = parent.type === "IfStatement";
        if (writer.frame.node.body === parent)
            writer.frame.vars.push(node.id ? node.id.name : "");
        if (parent.type === "LabeledStatement")
            writer.refuse("A function declaration without a block around it is" + Lacking, node);
    }
    const frame = pushFrame(writer, node, {
        isArrow: node.type === "ArrowFunctionExpression", isAsync: node.async, isGenerator: node.generator, inBody: false,
        usesArguments: false, usesSuper: false, isStrict: isStrict(node),
    });
    node.body.bodyOf = frame;
    if (node.body.type !== "BlockStatement" && makesTailCalls(frame))
        node.body.isTail = true;
}

function enterName(node, writer, parent) {
    if (node.name !== "arguments" || (parent.type === "MemberExpression" && parent.property === node && !parent.computed))
        return;
    for (let i = writer.frames.length - 1; i >= 0; --i) {
        writer.frames[i].usesArguments = true;
        if (!writer.frames[i].isArrow)
            break;
    }
}

/// `super` inside of what becomes a generator: the outermost such function gives it a reader.
function enterSuper(node, writer, parent) {
    let outermost = null;
    for (let i = writer.frames.length - 1; i > 0; --i) {
        if (writer.frames[i].isAsync)
            outermost = writer.frames[i];
        if (!writer.frames[i].isArrow)
            break;
    }
    if (!outermost)
        return;
    if (parent.type !== "MemberExpression" || (parent.role && parent.role !== "callee")) {
        writer.refuse("This use of super in an async function is" + Lacking, node);
        return;
    }
    outermost.usesSuper = true;
    parent.isSuperRead = true;
}

/// Names that a pattern declares.
export function namesOf(pattern, found) {
    if (pattern === null)
        return found;
    switch (pattern.type) {
    case "Identifier": found.push(pattern.name); break;
    case "ObjectPattern": pattern.properties.forEach(part => namesOf(part, found)); break;
    case "Property": namesOf(pattern.value, found); break;
    case "ArrayPattern": pattern.elements.forEach(part => namesOf(part, found)); break;
    case "AssignmentPattern": namesOf(pattern.left, found); break;
    case "RestElement": namesOf(pattern.argument, found); break;
    default: break;
    }
    return found;
}

function declare(temporaries) {
    return temporaries.length ? "var " + temporaries.join(",") + ";" : "";
}

/// Puts the variables that rules asked for into the body.
function writeBody(node, writer, frame, more) {
    const declarations = declare(frame.temporaries) + more;
    if (!declarations)
        return;
    if (node.body.type === "BlockStatement")
        node.body.out = writer.prepend(declarations, node.body, node.body.out);
    else
        node.body.out = "{" + declarations + "return (" + node.body.out + ")}";
    node.body.isBlock = true;
}

function isStrict(node) {
    return node.body.type === "BlockStatement" && node.body.body.some(statement => statement.directive === "use strict");
}

/// The parameters may stay outside of the generator: plain names, which the body neither declares again nor sees through
/// `arguments`.
function mayStayOutside(node, frame) {
    const names = [];
    for (let i = 0; i < node.params.length; ++i) {
        const parameter = node.params[i];
        if (parameter.type !== "Identifier" || names.includes(parameter.name) || frame.vars.includes(parameter.name))
            return false;
        names.push(parameter.name);
    }
    return frame.isArrow || !frame.usesArguments;
}

/// Offset of the parenthesis before the parameters.
function parametersAt(node, text) {
    if (text.charAt(node.start) === "(")
        return node.start; // a method
    if (node.id)
        return skipBlank(text, node.id.end);
    let at = skipBlank(text, node.start + "async".length) + "function".length;
    at = skipBlank(text, at);
    return text.charAt(at) === "*" ? skipBlank(text, at + 1) : at;
}

function arrowAt(node, text) {
    let at = node.params.length ? node.params[node.params.length - 1].end : node.start + "async".length;
    for (at = skipBlank(text, at); text.charAt(at) !== "="; at = skipBlank(text, at + 1)) {} // "(", ")" and ","
    return at;
}

function outerLength(node) {
    let count = 0;
    while (count < node.params.length && node.params[count].type !== "AssignmentPattern"
           && node.params[count].type !== "RestElement")
        ++count;
    return count;
}

function writeAsync(node, writer, frame) {
    writer.lowered = true;
    const text = writer.text;
    const outside = mayStayOutside(node, frame);
    const helper = (node.generator ? "__asq_asyncGenerator(" : "__asq_async(") + JSON.stringify(functionName(node));
    const body = node.body.type === "BlockStatement" || node.body.isBlock ? node.body.out
        : "{return (" + node.body.out + ")}";
    const supers = frame.usesSuper ? "const __asq_super=k=>super[k];" : "";
    if (frame.isArrow) {
        const arrow = arrowAt(node, text);
        const head = without(writer.between(node, node.start, arrow), "async");
        const gap = text.slice(arrow + 2, node.body.start);
        if (!outside && frame.usesArguments)
            writer.refuse("arguments in an async arrow function with such parameters is" + Lacking, node);
        const call = outside
            ? helper + ",function*()" + body + ",this" + (frame.usesArguments ? ",arguments)" : ")")
            : helper + ",function*" + head + gap + body + ",this,__asq_a)";
        return (outside ? head + "=>" + gap : "(...__asq_a)=>") + (supers ? "{" + supers + "return " + call + "}" : call);
    }
    const at = parametersAt(node, text);
    let before = writer.between(node, node.start, at);
    if (at > node.start)
        before = without(node.generator ? without(before, "*") : before, "async").replace(/^[ \t]/, "");
    const parameters = writer.between(node, at, node.body.start);
    const begin = "{" + (isStrict(node) ? "\"use strict\";" : "") + supers + "return " + helper + ",function*";
    if (outside)
        return before + parameters + begin + "()" + body + ",this)}";
    const dummies = [];
    for (let i = outerLength(node); i > 0; --i)
        dummies.push("__asq_a" + i);
    return before + "(" + dummies.join(",") + ")" + begin + parameters + body + ",this,arguments)}";
}

function writeFunction(node, writer) {
    const frame = writer.frames.pop();
    writeBody(node, writer, frame, moveParameters(node, writer) + (node.beginning || ""));
    if (node.async)
        return writeAsync(node, writer, frame);
    if (!node.needsBlock)
        return undefined;
    writer.lowered = true;
    return "{" + writer.plain(node) + "}";
}

/// A method's `async` and `*` stand before its name.
export function writeMethodHead(node, gap) {
    return node.value.async ? without(node.value.generator ? without(gap, "*") : gap, "async") : gap;
}


function isAsyncGenerator(frame) {
    return frame !== null && frame.isAsync && frame.node.generator;
}

function writeYield(node, writer) {
    if (!isAsyncGenerator(writer.frame))
        return undefined;
    if (!node.argument)
        return "yield __asq_give(void 0)";
    const gap = writer.text.slice(node.start + "yield".length, node.argument.start);
    return node.delegate ? "yield*" + without(gap, "*") + "__asq_delegate(" + node.argument.out + ")"
        : "yield" + gap + " __asq_give((yield(" + node.argument.out + ")))";
}

/// `return x` of an async generator awaits x.
function enterReturn(node, writer) {
    if (node.argument && isAsyncGenerator(writer.frame))
        (node.argument.wraps || (node.argument.wraps = [])).push(["(yield(", "))"]);
}

/// A module that awaits at its top level runs as an async function.
function noteAwait(writer) {
    if (writer.frame.node.type === "Program")
        writer.module.awaits = true;
}

function writeAwait(node, writer) {
    writer.lowered = true;
    noteAwait(writer);
    return "(yield(" + writer.text.slice(node.start + "await".length, node.argument.start) + node.argument.out + "))";
}

// --- for await -------------------------------------------------------------------------------------------------------
// The loop asks a helper for each value, and tells it how it was left:
//
//   for await (const x of e) s      {const i=__asq_each(e);try{while(yield*i.next()){const x=i.value;s}}
//                                    catch(e){i.fail(e)}finally{yield*i.finish()}}
function writeForAwait(node, writer) {
    const gap = writer.text;
    const each = writer.fresh("i");
    const next = "yield*" + each + ".next(" + (node.site ? node.site.number : "") + ")";
    const declares = node.left.type === "VariableDeclaration";
    const target = declares ? node.left.out.replace(/;$/, "") : bare(node.left).out;
    const assign = bare(node.left).type === "ObjectPattern" ? "(" + target + "=" + each + ".value);"
        : target + "=" + each + ".value;";
    const flat = assign.replace(/[\r\n]+/g, " "); // the lines of the head come first
    const lines = linesOf(gap.slice(node.start, node.right.start));
    const between = gap.slice(node.right.end, node.body.start);
    const after = without(between, ")");
    const guard = node.guard || { before: "", after: "" };
    const loop = (node.labels || "") + "while(" + next + "){" + after + flat + node.body.out + "}";
    return "{const " + each + "=__asq_each(" + lines + node.right.out + ");" + guard.before + "try{"
        + (guard.label ? guard.label + ":{" + loop + "}" : loop) + "}catch(__asq_e){" + each
        + ".fail(__asq_e)}finally{yield*" + each + ".finish()}" + guard.after + "}";
}

const rules = {
    FunctionDeclaration: enterFunction,
    FunctionExpression: enterFunction,
    ArrowFunctionExpression: enterFunction,
    Identifier: enterName,
    Super: enterSuper,
    ReturnStatement: enterReturn,
    VariableDeclarator(node, writer, parent) {
        if (parent.kind === "var")
            namesOf(node.id, writer.frame.vars);
    },
    ForOfStatement(node, writer, parent) {
        if (!node.await)
            return;
        writer.lowered = true;
        noteAwait(writer);
        if (writer.sites.everywhere)
            node.site = writer.sites.add(node, "for await", node.start, [node.right]);
        for (let label = parent; label.type === "LabeledStatement"; label = label.around) {
            node.labels = label.label.name + ":" + (node.labels || "");
            label.isMoved = true; // `continue` with the label means the loop inside
        }
    },
    LabeledStatement(node, writer, parent) {
        node.around = parent;
    },
};
export const enter = [rules];

export const write = {
    FunctionDeclaration: writeFunction,
    FunctionExpression: writeFunction,
    ArrowFunctionExpression: writeFunction,
    YieldExpression: writeYield,
    AwaitExpression: writeAwait,
    ForOfStatement(node, writer) {
        return node.await ? writeForAwait(node, writer) : undefined;
    },
    LabeledStatement(node, writer) {
        return node.isMoved ? linesOf(writer.text.slice(node.start, node.body.start)) + node.body.out : undefined;
    },
    Program(node, writer) {
        const frame = writer.frames.pop();
        return writer.prepend(declare(frame.temporaries), node, writer.plain(node));
    },
};

/// Values of fields and static blocks are code of their own, like functions.
export function enterInitializer(node, writer) {
    pushFrame(writer, node, { isArrow: false, isAsync: false, inBody: true, usesArguments: false, usesSuper: false });
}
export function leaveInitializer(node, writer) {
    node.declarations = declare(writer.frames.pop().temporaries);
}
