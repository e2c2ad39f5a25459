// The tree that the parser makes, as the rules of the other files look at it.

export function isNode(value) {
    return value !== null && typeof value === "object" && typeof value.type === "string";
}

const childKeys = Object.create(null);

/// The members of a node that may hold nodes. Every node of a type has the same members, so one look is enough: going
/// through all of them each time takes longer than parsing.
function keysOf(node) {
    let keys = childKeys[node.type];
    if (!keys) {
        keys = [];
        for (const key in node) {
            if (typeof node[key] === "object") // null too: another node of the type may have something there
                keys.push(key);
        }
        childKeys[node.type] = keys;
    }
    return keys;
}

/// Puts the children of `node` at the end of `found`.
function addChildren(node, found) {
    const keys = keysOf(node);
    for (let k = 0; k < keys.length; ++k) {
        const value = node[keys[k]];
        if (value === null || value === undefined)
            continue;
        if (typeof value.length === "number") {
            for (let i = 0; i < value.length; ++i) {
                if (isNode(value[i]))
                    found.push(value[i]);
            }
        } else if (isNode(value) && !(node.shorthand && keys[k] === "key") && !isSameName(node, keys[k])) {
            found.push(value);
        }
    }
}

/// `import { a }` and `export { a }` name the same place of the text twice.
function isSameName(node, key) {
    return (key === "imported" && node.type === "ImportSpecifier" && node.imported.start === node.local.start)
        || (key === "exported" && node.type === "ExportSpecifier" && node.exported.start === node.local.start);
}

/// In the order of the text.
export function children(node) {
    const found = [];
    addChildren(node, found);
    for (let i = 1; i < found.length; ++i) { // insertion sort: nearly always in order already
        for (let j = i; j > 0 && found[j - 1].start > found[j].start; --j) {
            const other = found[j];
            found[j] = found[j - 1];
            found[j - 1] = other;
        }
    }
    return found;
}

export function isFunction(node) {
    return node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression"
        || node.type === "FunctionDeclaration";
}

export function isCall(node) {
    return node.type === "CallExpression" || node.type === "NewExpression" || node.type === "TaggedTemplateExpression";
}

export function bare(node) {
    let inner = node;
    while (inner.type === "ParenthesizedExpression")
        inner = inner.expression;
    return inner;
}

/// Evaluating it makes no call, as far as the text tells. Bodies of functions don't count: they run later.
export function isCalm(node) {
    const open = [node];
    while (open.length) {
        const next = open.pop();
        if (isCall(next) || next.type === "YieldExpression" || next.type === "AwaitExpression"
            || next.type === "SpreadElement" || next.type === "ArrayPattern" || next.type === "ImportExpression")
            return false;
        if (!isFunction(next))
            addChildren(next, open);
    }
    return true;
}

export function propertyName(node, computed) {
    if (!computed && node.type === "Identifier")
        return node.name;
    if (node.type === "PrivateIdentifier")
        return "#" + node.name;
    return node.type === "Literal" && typeof node.value === "string" ? node.value : "";
}

/// The word for an expression that names something: `a`, `this`, `super`; "" for others.
export function simpleName(node) {
    switch (node.type) {
    case "Identifier": return node.name;
    case "ThisExpression": return "this";
    case "Super": return "super";
    case "MemberExpression": return propertyName(node.property, node.computed);
    default: return "";
    }
}

/// The name that an anonymous function gets in this place, as far as the text tells; "" if none.
export function functionName(node) {
    return node.id ? node.id.name : node.binding || "";
}

/// The expression evaluates to the same each time, and without effect: it may be written twice.
export function isRepeatable(node) {
    const inner = bare(node);
    return inner.type === "Identifier" || inner.type === "ThisExpression" || inner.type === "Super"
        || (inner.type === "Literal" && !inner.regex);
}

/// Offset of the first character from `offset` on that is no blank and in no comment.
export function skipBlank(text, offset) {
    let at = offset;
    for (;;) {
        while (at < text.length && /\s/.test(text.charAt(at)))
            ++at;
        if (text.charAt(at) !== "/")
            return at;
        if (text.charAt(at + 1) === "/") {
            while (at < text.length && !/[\n\r\u2028\u2029]/.test(text.charAt(at)))
                ++at;
        } else if (text.charAt(at + 1) === "*") {
            at = text.indexOf("*/", at) + 2;
        } else {
            return at;
        }
    }
}

/// `gap` without the first `token` that is in no comment.
export function without(gap, token) {
    for (let at = skipBlank(gap, 0); at < gap.length; at = skipBlank(gap, at + 1)) {
        if (gap.startsWith(token, at))
            return gap.slice(0, at) + gap.slice(at + token.length);
    }
    return gap;
}

/// As many line ends as `gap` has, and nothing else.
export function linesOf(gap) {
    return gap.replace(/\r\n?/g, "\n").replace(/[^\n\u2028\u2029]/g, "");
}
