// Gives every call, `new`, tagged template, `yield` and `throw` of a program its number.
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
// Nothing is put on a line of its own and nothing is removed, so that lines stay. A parenthesis that would begin a
// statement gets `0,` before it, and a statement that ended without a semicolon gets one after an inserted
// parenthesis, so that no two statements join. Getters and conversions do not count as calls: when one of them
// makes calls while the last argument is evaluated, the site is that of its last call.

import { parse } from "./acorn.mjs";

const Unsupported = " not supported by this JavaScript engine";

/// The offsets at which lines begin. ECMAScript's line ends: LF, CR, CR LF, U+2028, U+2029.
function lineStarts(text) {
    const starts = [0];
    const ends = /\r\n?|[\n\u2028\u2029]/g;
    while (ends.exec(text))
        starts.push(ends.lastIndex);
    return starts;
}

function position(starts, offset) {
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

function isNode(value) {
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
        } else if (isNode(value) && !(node.shorthand && keys[k] === "key")) {
            found.push(value);
        }
    }
}

/// In the order of the text.
function children(node) {
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

function isFunction(node) {
    return node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression"
        || node.type === "FunctionDeclaration";
}

function isCall(node) {
    return node.type === "CallExpression" || node.type === "NewExpression" || node.type === "TaggedTemplateExpression";
}

function bare(node) {
    let inner = node;
    while (inner.type === "ParenthesizedExpression")
        inner = inner.expression;
    return inner;
}

/// Evaluating it makes no call, as far as the text tells. Bodies of functions don't count: they run later.
function isCalm(node) {
    const open = [node];
    while (open.length) {
        const next = open.pop();
        if (isCall(next) || next.type === "YieldExpression" || next.type === "SpreadElement"
            || next.type === "ArrayPattern")
            return false;
        if (!isFunction(next))
            addChildren(next, open);
    }
    return true;
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

function propertyName(node, computed) {
    if (!computed && node.type === "Identifier")
        return node.name;
    return node.type === "Literal" && typeof node.value === "string" ? node.value : "";
}

/// The word for an expression that names something: `a`, `this`, `super`; "" for others.
function simpleName(node) {
    switch (node.type) {
    case "Identifier": return node.name;
    case "ThisExpression": return "this";
    case "Super": return "super";
    case "MemberExpression": return propertyName(node.property, node.computed);
    default: return "";
    }
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

/// What this text has that the script engine lacks; "" if nothing. `parent` is the node around it.
function unsupported(node, parent) {
    switch (node.type) {
    case "FunctionDeclaration":
        if (parent.type === "IfStatement" || parent.type === "LabeledStatement")
            return "A function declaration without a block around it is" + Unsupported;
        // fallthrough
    case "FunctionExpression":
    case "ArrowFunctionExpression":
        return node.async ? "async functions are" + Unsupported : "";
    case "SpreadElement":
        return parent.type === "ObjectExpression" ? "... in an object is" + Unsupported : "";
    case "RestElement":
        return parent.type === "ObjectPattern" ? "... in an object pattern is" + Unsupported : "";
    case "CatchClause":
        return node.param ? "" : "catch without a parameter is" + Unsupported;
    case "PropertyDefinition":
        return "Class fields are" + Unsupported;
    case "PrivateIdentifier":
        return "Private members are" + Unsupported;
    case "StaticBlock":
        return "Static blocks are" + Unsupported;
    case "ImportExpression":
        return "import(..) is" + Unsupported;
    case "MetaProperty":
        return node.meta.name === "import" ? "import.meta is" + Unsupported : "";
    case "AssignmentExpression":
        return /^(\|\||&&|\?\?)=$/.test(node.operator) ? node.operator + " is" + Unsupported : "";
    case "TemplateElement":
        return node.value.cooked === null ? "This escape in a template is" + Unsupported : "";
    case "ForInStatement":
        return node.left.type === "VariableDeclaration" && node.left.declarations[0].init
            ? "A value for the variable of for..in is" + Unsupported : "";
    case "Literal":
        if (node.bigint)
            return "BigInt numbers are" + Unsupported;
        if (node.regex)
            return /[^gimuy]/.test(node.regex.flags) ? "This flag of a regular expression is" + Unsupported : "";
        if (typeof node.value === "number" && node.raw.indexOf("_") >= 0)
            return "_ in a number is" + Unsupported;
        if (typeof node.value === "number" && /^0\d/.test(node.raw))
            return "A number that begins with 0 is" + Unsupported;
        return "";
    default:
        return "";
    }
}

/// What nodes must know of those around them: which name gets the value of a call directly, and where chains end.
function handDown(node) {
    switch (node.type) {
    case "VariableDeclarator":
        if (node.init && node.id.type === "Identifier")
            node.init.binding = node.id.name;
        break;
    case "AssignmentExpression":
        if (node.operator === "=")
            node.right.binding = simpleName(bare(node.left));
        break;
    case "AssignmentPattern":
        if (node.left.type === "Identifier")
            node.right.binding = node.left.name;
        break;
    case "Property":
        if (node.value.type !== "AssignmentPattern")
            node.value.binding = propertyName(node.key, node.computed);
        break;
    case "ChainExpression":
        node.expression.endsChain = true;
        // fallthrough
    case "ParenthesizedExpression":
        node.expression.binding = node.binding;
        break;
    case "ConditionalExpression":
        node.consequent.binding = node.alternate.binding = node.binding;
        break;
    case "LogicalExpression":
        node.left.binding = node.right.binding = node.binding;
        break;
    case "CallExpression":
        if (bare(node.callee).type === "MemberExpression")
            bare(node.callee).chained = node.binding;
        break;
    case "MemberExpression":
        if (node.chained)
            node.object.binding = node.chained;
        break;
    default:
        break;
    }
}

/// Collects sites and what is to be inserted where. Insertions at one offset stand in the order of insertion: a node's
/// openings come when it is entered, its closings when it is left.
class Collector {
    constructor(text) {
        this.text = text;
        this.insertions = [];
        this.sites = [];
        this.guard = null; // of the expression statement entered last
    }

    insert(offset, text, site) {
        const insertion = { offset, text, site: site || null, rank: this.insertions.length };
        this.insertions.push(insertion);
        if (this.guard && this.guard.offset === offset && text)
            this.arm(text);
        return insertion;
    }

    /// `text` is about to begin a statement: it must neither join the statement before nor the word before (`else`).
    arm(text) {
        const glued = this.guard.offset > 0 && /[\w$\u0080-\uffff]/.test(this.text.charAt(this.guard.offset - 1));
        this.guard.text = (glued ? " " : "") + (text.charAt(0) === "(" ? "0," : "");
        this.guard = null;
    }

    /// The texts may contain S, which becomes the store of the site's number, and N, the number.
    around(node, before, after, site) {
        this.insert(node.start, before, site);
        site.closings.push({ offset: node.end, text: after });
    }

    addSite(node, name, offset, args) {
        const site = { offset, name, binding: node.binding || "", args, closings: [], number: 0 };
        this.sites.push(site);
        node.site = site;
        return site;
    }

    /// Stores the site after `node` was evaluated.
    after(node, site) {
        if (isCalm(node)) {
            this.around(node, "(S,", ")", site);
            return;
        }
        // a class would get its name from the assignment
        const isClass = bare(node).type === "ClassExpression";
        this.around(node, isClass ? "(__asq_value=(0," : "(__asq_value=", (isClass ? ")" : "") + ",S,__asq_value)", site);
    }

    /// Stores the site before `node` begins, which must make no call before its own.
    before(node, statement, site) {
        if (statement && statement.expression === node)
            this.insert(node.start, "S,", site);
        else
            this.around(node, "(S,", ")", site);
    }

    enterCall(node, statement) {
        const isTag = node.type === "TaggedTemplateExpression";
        const isNew = node.type === "NewExpression";
        const callee = isTag ? node.tag : node.callee;
        const args = isTag ? node.quasi.expressions : node.arguments;
        const called = calleeOf(callee);
        const site = this.addSite(node, isNew ? ("new " + called.name).trim() : called.name, called.offset, args);
        if (args.length) {
            const last = args[args.length - 1];
            if (args.some(argument => argument.type === "SpreadElement"))
                site.closings.push({ offset: last.end, text: ",...__asq_spread(N)" });
            else
                this.after(last, site);
            return;
        }
        const inner = bare(callee);
        const keepsThis = inner.type === "MemberExpression" || inner.type === "ChainExpression";
        if (!isNew && isInOptionalChain(node) && !(node.endsChain && isCalm(callee)))
            site.closings.push({ offset: node.end - 1, text: "...__asq_spread(N)" });
        else if (isCalm(callee))
            this.before(node, statement, site);
        else if (isNew || !keepsThis)
            this.after(callee, site);
        else if (callee.type === "MemberExpression" && (!callee.computed || isCalm(callee.property)))
            this.after(callee.object, site);
        else if (!isTag)
            site.closings.push({ offset: node.end - 1, text: "...__asq_spread(N)" });
        else
            this.sites.pop(); // (a().b)`text`: nowhere to store it
    }

    enter(node, statement) {
        handDown(node);
        if (isCall(node)) {
            this.enterCall(node, statement);
        } else if (node.type === "YieldExpression") {
            const site = this.addSite(node, "yield", node.start, node.argument ? [node.argument] : []);
            if (node.argument)
                this.after(node.argument, site);
            else
                this.before(node, statement, site);
        } else if (node.type === "ThrowStatement") {
            this.after(node.argument, this.addSite(node, "throw", node.start, [node.argument]));
        } else if (node.type === "ExpressionStatement") {
            this.guard = this.insert(node.start, "");
        }
    }

    leave(node, parent) {
        if (node.site) {
            for (let i = 0; i < node.site.closings.length; ++i)
                this.insert(node.site.closings[i].offset, node.site.closings[i].text, node.site);
        }
        if (this.endsWithoutSemicolon(node, parent) && this.closesAt(node.end))
            this.insert(node.end, ";");
    }

    endsWithoutSemicolon(node, parent) {
        switch (node.type) {
        case "VariableDeclaration":
            if (parent.type === "ForStatement" || parent.type === "ForInStatement" || parent.type === "ForOfStatement")
                return false;
            // fallthrough
        case "ExpressionStatement":
        case "ReturnStatement":
        case "ThrowStatement":
            return this.text.charAt(node.end - 1) !== ";";
        default:
            return false;
        }
    }

    closesAt(offset) {
        const last = this.insertions[this.insertions.length - 1];
        return last !== undefined && last.offset === offset && last.text !== "";
    }

    written(insertion) {
        const number = insertion.site.number;
        return insertion.text.replace("S", "__asq_site=" + number).replace("N", number);
    }

    result(firstSite) {
        this.sites.sort((a, b) => a.offset - b.offset);
        this.sites.forEach((site, index) => { site.number = firstSite + index; });
        this.insertions.sort((a, b) => a.offset - b.offset || a.rank - b.rank);
        const parts = [];
        let done = 0;
        this.insertions.forEach(insertion => {
            parts.push(this.text.slice(done, insertion.offset));
            parts.push(insertion.site ? this.written(insertion) : insertion.text);
            done = insertion.offset;
        });
        parts.push(this.text.slice(done));
        return parts.join("");
    }
}

/// Goes through the tree with a stack of its own: a long chain of calls is a deep tree. Returns what is unsupported.
function walk(program, collector) {
    const stack = [{ node: program, parent: program, open: null, next: 0, statement: null }];
    while (stack.length) {
        const frame = stack[stack.length - 1];
        if (!frame.open) {
            const message = unsupported(frame.node, frame.parent);
            if (message)
                return { message, offset: frame.node.start };
            frame.open = children(frame.node);
            collector.enter(frame.node, frame.statement);
        }
        if (frame.next < frame.open.length) {
            const child = frame.open[frame.next++];
            stack.push({
                node: child, parent: frame.node, open: null, next: 0,
                statement: frame.node.type === "ExpressionStatement" ? frame.node : null,
            });
        } else {
            collector.leave(frame.node, frame.parent);
            stack.pop();
        }
    }
    return null;
}

/// The parser's message without its "(line:column)", naming the token.
function messageOf(error, text) {
    const message = error.message.replace(/ \(\d+:\d+\)$/, "");
    if (message !== "Unexpected token")
        return message;
    if (error.pos >= text.length)
        return "Unexpected end of the program";
    return "Unexpected token " + text.slice(error.pos, Math.max(error.raisedAt, error.pos + 1)).split(/[\r\n]/)[0];
}

function syntaxError(message, starts, offset) {
    const place = position(starts, offset);
    return JSON.stringify({ error: message, line: place.line, column: place.column });
}

/// JSON for instrument.cpp: {text, sites} or {error, line, column}. With a `reason` the text is as it was, without sites.
export function instrument(source, firstSite) {
    let text = source.replace(/^\ufeff/, "").replace(/^#!/, "//");
    const starts = lineStarts(text);
    const htmlComments = [];
    let program = null;
    try {
        program = parse(text, {
            ecmaVersion: 2022, sourceType: "script", preserveParens: true,
            onComment: (block, content, start) => {
                if (!block && text.charAt(start) !== "/")
                    htmlComments.push(start);
            },
        });
    } catch (error) {
        if (!(error instanceof SyntaxError) || /^Not enough stack space/.test(error.message))
            return JSON.stringify({ text, sites: [], reason: "the program is nested too deeply" });
        return syntaxError(messageOf(error, text), starts, error.pos);
    }
    // `<!--` and `-->` begin comments on the web; the engine wants `//`
    htmlComments.forEach(start => { text = text.slice(0, start) + "//" + text.slice(start + 2); });
    const collector = new Collector(text);
    const lacking = walk(program, collector);
    if (lacking)
        return syntaxError(lacking.message, starts, lacking.offset);
    const result = collector.result(firstSite);
    const sites = collector.sites.map(site => {
        const place = position(starts, site.offset);
        return [place.line, place.column, site.name, site.binding, site.args.map(argument => {
            const begin = position(starts, argument.start);
            return [begin.line, begin.column, argumentLabel(argument)];
        })];
    });
    return JSON.stringify({ text: result, sites });
}
