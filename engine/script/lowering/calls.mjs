// Calls whose callee is written in another way: private methods, `super` in async functions, imported functions; and
// errors with a cause, which the engine's constructors don't know:
//
//   new Error(m, { cause })      __asq_cause(new Error(m, (t={ cause })),t)

import { bare, simpleName, skipBlank } from "./tree.mjs";
import { callPrivate } from "./classes.mjs";
import { withLastArgument } from "./positions.mjs";

/// From the parenthesis on, with its site; `first` is an argument to come first.
function argumentsText(node, writer, first) {
    const open = skipBlank(writer.text, node.optional ? skipBlank(writer.text, node.callee.end) + 2 : node.callee.end);
    const rest = withLastArgument(node, writer, writer.between(node, open, node.end));
    const hasOthers = node.arguments.length > 0 || node.lastArgument;
    return rest.charAt(0) + first + (first && hasOthers ? "," : "") + rest.slice(1);
}

/// `this` and a comma before the arguments, without the parenthesis: for `.call(`.
function callRest(node, writer) {
    const text = argumentsText(node, writer, "").slice(1);
    return (node.arguments.length > 0 || node.lastArgument ? "," : "") + text;
}

/// The constructor that a `super(..)` belongs to.
function constructedShape(writer) {
    for (let i = writer.frames.length - 1; i >= 0; --i) {
        if (!writer.frames[i].isArrow)
            return writer.frames[i].node.constructs || null;
    }
    return null;
}

function writeCall(node, writer) {
    const callee = bare(node.callee);
    if (callee.isPrivate)
        return callPrivate(node, writer, callRest(node, writer));
    if (callee.isSuperRead)
        return callee.out + ".call(this" + callRest(node, writer);
    if (callee.type === "Super") {
        const shape = constructedShape(writer);
        const out = withCause(node, withLastArgument(node, writer, writer.plain(node)));
        return shape ? shape.variable + ".init(" + out + ")" : out;
    }
    if (callee.isImported)
        return "(0," + callee.out + ")" + writer.text.slice(node.callee.end, skipBlank(writer.text, node.callee.end))
            + (node.optional ? "?." : "") + argumentsText(node, writer, "");
    if (callee.isNullable && !node.optional && callee === node.callee)
        return callee.out + "?." + argumentsText(node, writer, "");
    return writePlainCall(node, writer);
}

function writePlainCall(node, writer) {
    return node.lastArgument || node.options ? withCause(node, withLastArgument(node, writer, writer.plain(node)))
        : undefined;
}

/// A second argument of what makes an error may hold its cause.
function enterError(node, writer) {
    const callee = bare(node.callee);
    const args = node.arguments;
    if (args.length !== 2 || args.some(argument => argument.type === "SpreadElement")
        || !(callee.type === "Super" || /Error$/.test(simpleName(callee))))
        return;
    const options = bare(args[1]).type;
    if (options !== "ObjectExpression" && options !== "Identifier" && options !== "MemberExpression")
        return;
    node.options = writer.temporary();
    (args[1].wraps || (args[1].wraps = [])).unshift(["(" + node.options + "=", ")"]);
}

function withCause(node, out) {
    return node.options ? "__asq_cause(" + out + "," + node.options + ")" : out;
}

export const enter = [{ NewExpression: enterError, CallExpression: enterError }];
export const write = { CallExpression: writeCall, NewExpression: writePlainCall };
