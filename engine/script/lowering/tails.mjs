// Strict code of the engine makes a tail call of `return f()`, and does it wrongly: a generator function called so gives
// undefined, and `return a.b = f()` never assigns. So nothing that is returned there ends in a call:
//
//   return f()        return (__asq_value=f(),__asq_value)

import { bare, isCall } from "./tree.mjs";

/// A return from this function may become a tail call.
export function makesTailCalls(frame) {
    return frame.isStrict && !frame.isAsync && !frame.isGenerator;
}

function endsInCall(node) {
    const inner = bare(node);
    switch (inner.type) {
    case "ConditionalExpression": return endsInCall(inner.consequent) || endsInCall(inner.alternate);
    case "LogicalExpression": return endsInCall(inner.right);
    case "SequenceExpression": return endsInCall(inner.expressions[inner.expressions.length - 1]);
    case "AssignmentExpression": return endsInCall(inner.right);
    case "ChainExpression": return endsInCall(inner.expression);
    default: return isCall(inner) && inner.type !== "NewExpression";
    }
}

function enterReturned(node, writer) {
    if (!node.isTail || !endsInCall(node))
        return;
    writer.lowered = true;
    writer.sites.wrap(node, "(__asq_value=", ",__asq_value)");
}

export const enter = [{
    ReturnStatement(node, writer) {
        if (node.argument && makesTailCalls(writer.frame))
            node.argument.isTail = true;
    },
    ParenthesizedExpression(node) { node.expression.isTail = node.isTail; },
    ConditionalExpression(node) { node.consequent.isTail = node.alternate.isTail = node.isTail; },
    LogicalExpression(node) { node.right.isTail = node.isTail; },
    SequenceExpression(node) { node.expressions[node.expressions.length - 1].isTail = node.isTail; },
    ChainExpression: enterReturned,
    CallExpression: enterReturned,
    TaggedTemplateExpression: enterReturned,
    AssignmentExpression: enterReturned,
}];
export const write = {};
