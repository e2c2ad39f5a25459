// Gives every call, `new`, tagged template, `yield`, `await` and `throw` of a program its number.
//
// The problem: the script engine tells a function who called it only through `new Error().stack`, which has lines but
// no columns and costs as much as several calls. The choice: the text itself announces each site. Just before the call
// happens, when its arguments have been evaluated, it stores the site's number in a global variable, so whoever is
// called can read there where that was. Three shapes do this (S stands for `__asq_site=17`, T for `__asq_value`):
//
//   last argument makes no calls   f(a, b)       f(a, (S,b))
//   last argument makes calls      f(a, g())     f(a, (T=g(),S,T))           g's own calls overwrite S, hence the order
//   no arguments                   f()           (S,f())
//     its object makes calls       a().m()       (T=a(),S,T).m()             `this` and error messages stay the same
//     nothing may be wrapped       a?.m().n      a?.m(...__asq_spread(17)).n no values: stores 17 when iterated
//   a spread argument              f(...a, b)    f(...a, b, ...__asq_spread(17))   the engine iterates all of them last
//
// Rejected: a helper function around each argument (two calls instead of a store), a property of an object (slower
// than a global variable here, because evaluated programs have no lookup caches), `a()[(S,"m")]()` (another message
// when there is no such method).
//
// Getters and conversions do not count as calls: when one of them makes calls while the last argument is evaluated, the
// site is that of its last call. A program that nobody records has these stores only where something is thrown and where
// errors are made or handed on: they are rare, and a thrown value that is no error has no other place.

import { bare, isCall, isCalm, isFunction, propertyName, simpleName } from "./tree.mjs";

/// The offsets at which lines begin. ECMAScript's line ends: LF, CR, CR LF, U+2028, U+2029.
export function lineStarts(text) {
    const starts = [0];
    const ends = /\r\n?|[\n\u2028\u2029]/g;
    while (ends.exec(text))
        starts.push(ends.lastIndex);
    return starts;
}

export function position(starts, offset) {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (starts[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return { line: low + 1, column: offset - starts[low] + 1 };
}

/// An optional link stands before the end of this call in its chain, so that wrapping it would cut the chain.
function isInOptionalChain(call) {
    let node = call;
    while (node.type === "CallExpression" || node.type === "MemberExpression") {
        if (node.optional)
            return true;
        node = node.type === "CallExpression" ? node.callee : node.object;
    }
    return false;
}

/// What is called: its name (the last one or two members) and the offset where the last name begins.
function calleeOf(callee) {
    let node = bare(callee);
    if (node.type === "ChainExpression")
        node = node.expression;
    if (node.type === "MemberExpression") {
        const last = propertyName(node.property, node.computed);
        const first = simpleName(bare(node.object));
        return { name: first && last ? first + "." + last : last, offset: node.property.start };
    }
    return { name: simpleName(node), offset: isCall(node) ? callee.end : node.start };
}

function argumentLabel(argument) {
    const node = bare(argument);
    return isFunction(node) || node.type === "ClassExpression" ? (node.id ? node.id.name : "")
        : node.type === "Identifier" || node.type === "MemberExpression" ? simpleName(node) : "";
}

/// The sites of one program, and what is written so that they announce themselves.
export class Sites {
    /// With `everywhere` false only what is thrown has its site stored.
    constructor(firstSite, everywhere) {
        this.firstSite = firstSite;
        this.everywhere = everywhere;
        this.list = [];
    }

    add(node, name, offset, args) {
        const site = { offset, name, binding: node.binding || "", args, number: this.firstSite + this.list.length };
        this.list.push(site);
        return site;
    }

    wrap(node, before, after) {
        (node.wraps || (node.wraps = [])).push([before, after]);
    }

    /// Stores the site after `node` was evaluated.
    after(node, site) {
        const store = "__asq_site=" + site.number;
        if (isCalm(node)) {
            this.wrap(node, "(" + store + ",", ")");
            return;
        }
        // a class would get its name from the assignment
        const isClass = bare(node).type === "ClassExpression";
        this.wrap(node, isClass ? "(__asq_value=(0," : "(__asq_value=",
            (isClass ? ")," : ",") + store + ",__asq_value)");
    }

    /// Stores the site before `node` begins, which must make no call before its own.
    before(node, site) {
        this.wrap(node, "(__asq_site=" + site.number + ",", ")");
    }

    enterCall(node) {
        const isTag = node.type === "TaggedTemplateExpression";
        const isNew = node.type === "NewExpression";
        const callee = isTag ? node.tag : node.callee;
        const args = isTag ? node.quasi.expressions : node.arguments;
        const called = calleeOf(callee);
        const site = this.add(node, isNew ? ("new " + called.name).trim() : called.name, called.offset, args);
        if (args.length) {
            if (args.some(argument => argument.type === "SpreadElement"))
                node.lastArgument = "," + spread(site);
            else
                this.after(args[args.length - 1], site);
            return;
        }
        const inner = bare(callee);
        const keepsThis = inner.type === "MemberExpression" || inner.type === "ChainExpression";
        if (!isNew && isInOptionalChain(node) && !(node.endsChain && isCalm(callee)))
            node.lastArgument = spread(site);
        else if (isCalm(callee))
            this.before(node, site);
        else if (isNew || !keepsThis)
            this.after(callee, site);
        else if (callee.type === "MemberExpression" && (!callee.computed || isCalm(callee.property)))
            this.after(callee.object, site);
        else if (!isTag)
            node.lastArgument = spread(site);
        else
            this.list.pop(); // (a().b)`text`: nowhere to store it
    }

    /// For the C++ side: line, column, name, binding and arguments of each.
    table(starts) {
        return this.list.map(site => {
            const place = position(starts, site.offset);
            return [place.line, place.column, site.name, site.binding, site.args.map(argument => {
                const begin = position(starts, argument.start);
                return [begin.line, begin.column, argumentLabel(argument)];
            })];
        });
    }
}

function spread(site) {
    return "...__asq_spread(" + site.number + ")";
}

/// Makes an error or hands one on: rare, and whoever reports the error wants its column.
function tellsError(node) {
    const callee = bare(node.type === "TaggedTemplateExpression" ? node.tag : node.callee);
    return (node.type === "NewExpression" ? /Error$|Exception$/ : /^(fail|failed|reject|throw)$/).test(simpleName(callee));
}

function enterCall(node, writer) {
    if (writer.sites.everywhere || tellsError(node))
        writer.sites.enterCall(node);
}

/// `yield` and `await`: the site is stored when what is given away has been evaluated.
function enterPause(node, writer) {
    if (!writer.sites.everywhere)
        return;
    const site = writer.sites.add(node, node.type === "AwaitExpression" ? "await" : "yield", node.start,
        node.argument ? [node.argument] : []);
    if (node.argument)
        writer.sites.after(node.argument, site);
    else
        writer.sites.before(node, site);
}

function enterThrow(node, writer) {
    writer.sites.after(node.argument, writer.sites.add(node, "throw", node.start, [node.argument]));
}

/// What nodes must know of those around them: which name gets the value of a call directly, and where chains end.
const handDown = {
    VariableDeclarator(node) {
        if (node.init && node.id.type === "Identifier")
            node.init.binding = node.id.name;
    },
    AssignmentExpression(node) {
        if (node.operator === "=")
            node.right.binding = simpleName(bare(node.left));
    },
    AssignmentPattern(node) {
        if (node.left.type === "Identifier")
            node.right.binding = node.left.name;
    },
    Property(node) {
        if (node.value.type !== "AssignmentPattern")
            node.value.binding = propertyName(node.key, node.computed);
    },
    MethodDefinition(node) {
        node.value.binding = propertyName(node.key, node.computed);
    },
    PropertyDefinition(node) {
        if (node.value)
            node.value.binding = propertyName(node.key, node.computed);
    },
    ChainExpression(node) {
        node.expression.endsChain = true;
        node.expression.binding = node.binding;
    },
    ParenthesizedExpression(node) {
        node.expression.binding = node.binding;
    },
    AwaitExpression(node) {
        node.argument.binding = node.binding;
    },
    ConditionalExpression(node) {
        node.consequent.binding = node.alternate.binding = node.binding;
    },
    LogicalExpression(node) {
        node.left.binding = node.right.binding = node.binding;
    },
    CallExpression(node) {
        if (bare(node.callee).type === "MemberExpression")
            bare(node.callee).chained = node.binding;
    },
    MemberExpression(node) {
        if (node.chained)
            node.object.binding = node.chained;
    },
};

export const enter = [handDown, {
    CallExpression: enterCall,
    NewExpression: enterCall,
    TaggedTemplateExpression: enterCall,
    YieldExpression: enterPause,
    AwaitExpression: enterPause,
    ThrowStatement: enterThrow,
}];

export const write = {};

/// `out`, a call that ends with a parenthesis, with the argument that stores its site.
export function withLastArgument(node, writer, out) {
    if (!node.lastArgument)
        return out;
    const end = out.lastIndexOf(")");
    const comma = /,\s*$/.test(out.slice(0, end)) ? node.lastArgument.replace(/^,/, "") : node.lastArgument;
    return out.slice(0, end) + comma + out.slice(end);
}
