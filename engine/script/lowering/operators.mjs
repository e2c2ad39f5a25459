// Assignments that the engine lacks, literals, and `catch` without a parameter.

import { bare, isRepeatable } from "./tree.mjs";
import { storePrivate } from "./classes.mjs";

const Lacking = " not supported by this JavaScript engine";

const handDown = {
    AssignmentExpression(node) {
        bare(node.left).role = node.operator === "=" ? "store" : "place";
    },
    UpdateExpression(node) { bare(node.argument).role = "place"; },
    ArrayPattern(node) { node.elements.forEach(part => { if (part) bare(part).role = "place"; }); },
    Property(node, writer, parent) { if (parent.type === "ObjectPattern") bare(node.value).role = "place"; },
    AssignmentPattern(node) { bare(node.left).role = "place"; },
    RestElement(node) { bare(node.argument).role = "place"; },
    ForInStatement(node, writer) {
        bare(node.left).role = "place";
        if (node.left.type === "VariableDeclaration" && node.left.declarations[0].init)
            writer.refuse("A value for the variable of for..in is" + Lacking, node);
    },
    ForOfStatement(node) { bare(node.left).role = "place"; },
};

function writeLogical(node, writer, operator) {
    writer.lowered = true;
    const left = bare(node.left);
    const gap = writer.text.slice(node.left.end, node.right.start).replace(node.operator, "");
    const assign = target => gap + operator + "(" + target + "=" + node.right.out + "))";
    if (left.type === "Identifier")
        return "(" + left.out + assign(left.out);
    if (left.isPrivate) {
        const place = writer.temporary();
        return "((" + place + "=" + left.out.replace(/\.value$/, "") + ").value" + assign(place + ".value");
    }
    if (left.isSuperRead)
        writer.refuse(node.operator + " with super is" + Lacking, node);
    const again = isRepeatable(left.object) ? left.object.out : writer.temporary();
    const first = isRepeatable(left.object) ? again : "(" + again + "=" + left.object.out + ")";
    if (!left.computed)
        return "(" + first + "." + left.property.out + assign(again + "." + left.property.out);
    if (isRepeatable(left.property))
        return "(" + first + "[" + left.property.out + "]" + assign(again + "[" + left.property.out + "]");
    const key = writer.temporary();
    return "(" + first + "[" + key + "=" + left.property.out + "]" + assign(again + "[" + key + "]");
}

function writeAssignment(node, writer) {
    const left = bare(node.left);
    if (left.isPrivate && node.operator === "=")
        return storePrivate(left, node, writer);
    const logical = /^(\|\||&&|\?\?)=$/.exec(node.operator);
    return logical ? writeLogical(node, writer, logical[1]) : undefined;
}

// --- literals --------------------------------------------------------------------------------------------------------

/// `.` means every character with the flag `s`.
function everyCharacter(pattern) {
    return pattern.replace(/\\[^]|\[(?:\\[^]|[^\]\\])*\]|\./g, part => part === "." ? "[^]" : part);
}

function writeExpression(node, writer) {
    const { pattern, flags } = node.regex;
    const plain = pattern.replace(/\\[^]|\[(?:\\[^]|[^\]\\])*\]/g, "");
    const lacks = /[^gimuys]/.test(flags) ? "This flag of a regular expression is"
        : /\(\?<[=!]/.test(plain) ? "(?<=..) and (?<!..) in a regular expression are"
        : flags.includes("u") && /\\p\{/i.test(pattern) ? "\\p{..} in a regular expression is" : "";
    if (lacks) {
        writer.refuse(lacks + Lacking, node);
        return undefined;
    }
    const groups = plain.match(/\((?!\?)|\(\?<[^>]+>/g) || [];
    const names = groups.map(group => group.length > 1 ? group.slice(3, -1) : "");
    const isNamed = names.some(name => name);
    if (!isNamed && !flags.includes("s"))
        return undefined;
    writer.lowered = true;
    let text = flags.includes("s") ? everyCharacter(pattern) : pattern;
    if (isNamed) {
        text = text.replace(/\\k<([^>]+)>/g, (all, name) => "\\" + (names.indexOf(name) + 1) + "(?:)")
            .replace(/\\[^]|\[(?:\\[^]|[^\]\\])*\]|\(\?<[^>]+>/g, part => part.startsWith("(?<") ? "(" : part);
    }
    const literal = "/" + text + "/" + flags.replace("s", "");
    return "__asq_regexp(" + literal + "," + JSON.stringify(pattern) + "," + JSON.stringify(flags) + ","
        + JSON.stringify(names) + ")";
}

function writeLiteral(node, writer) {
    if (node.bigint) {
        writer.refuse("BigInt numbers are" + Lacking, node);
        return undefined;
    }
    if (node.regex)
        return writeExpression(node, writer);
    if (typeof node.value !== "number" || !(node.raw.includes("_") || /^0\d/.test(node.raw)))
        return undefined;
    writer.lowered = true;
    return node.raw.includes("_") ? node.raw.replace(/_/g, "") : String(node.value);
}

export const enter = [handDown, {
    TemplateElement(node, writer) {
        if (node.value.cooked === null)
            writer.refuse("This escape in a template is" + Lacking, node);
    },
}];

export const write = {
    AssignmentExpression: writeAssignment,
    Literal: writeLiteral,
    CatchClause(node, writer) {
        if (node.param)
            return undefined;
        writer.lowered = true;
        return "catch(__asq_unused)" + writer.plain(node).slice("catch".length);
    },
};
