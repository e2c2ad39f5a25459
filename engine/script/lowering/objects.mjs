// `...` in objects and in object patterns.
//
//   { a: 1, ...b, c }        __asq_object({ a: 1}, [b], {c })
//   { a, [k]: v, ...rest }   { a, [__asq_keep(k)]: v, [__asq_rest(1,"a")]: rest }
//
// In a pattern nothing says what is taken apart: it may be a parameter or stand inside of another pattern. So the rest is
// a property with a computed key: computing it notes which keys were taken, and the key names a getter that every object
// inherits and that gives the others.

import { without } from "./tree.mjs";

function writeObject(node, writer) {
    if (!node.properties.some(property => property.type === "SpreadElement"))
        return undefined;
    writer.lowered = true;
    const gaps = writer.gaps(node);
    let out = "__asq_object(" + gaps[0];
    let isOpen = true;
    node.properties.forEach((property, index) => {
        const isSpread = property.type === "SpreadElement";
        if (index > 0)
            out += (isSpread && isOpen ? "}" : "") + gaps[index] + (!isSpread && !isOpen ? "{" : "");
        else if (isSpread)
            out += "},";
        isOpen = !isSpread;
        out += property.out;
    });
    const last = gaps[gaps.length - 1];
    const end = without(last.slice(0, -1), ",");
    return out + end + (isOpen ? "})" : ")");
}

function writeSpread(node, writer, parent) {
    return parent.type === "ObjectExpression" ? "[" + writer.plain(node).slice("...".length) + "]" : undefined;
}

function enterPattern(node) {
    const last = node.properties[node.properties.length - 1];
    if (!last || last.type !== "RestElement")
        return;
    node.properties.forEach(property => { property.isKept = property.computed; });
    const taken = node.properties.slice(0, -1);
    last.key = "[__asq_rest(" + [String(taken.filter(property => property.computed).length)]
        .concat(taken.filter(property => !property.computed).map(property =>
            JSON.stringify(property.key.type === "Identifier" ? property.key.name : String(property.key.value)))).join()
        + ")]: ";
}

function writeRest(node, writer) {
    if (!node.key)
        return undefined;
    writer.lowered = true;
    return node.key + writer.plain(node).slice("...".length);
}

/// Shorthands stay what they are unless the value was written in another way.
export function writeProperty(node, writer, head) {
    if (node.shorthand) {
        const isPattern = node.value.type === "AssignmentPattern";
        const name = isPattern ? node.value.left : node.value;
        return name.out === name.name ? undefined : name.name + ":" + node.value.out;
    }
    if (node.isKept)
        node.key.out = "__asq_keep(" + node.key.out + ")";
    // Or the engine names a class after the property, though it has a name.
    if (node.value.type === "ClassExpression" && node.value.id)
        node.value.out = "(0," + node.value.out + ")";
    if (!node.method || !node.value.async)
        return undefined;
    const gaps = writer.gaps(node);
    return head(node, gaps[0]) + node.key.out + gaps[1] + node.value.out + gaps[2];
}

export const enter = [{ ObjectPattern: enterPattern }];
export const write = { ObjectExpression: writeObject, SpreadElement: writeSpread, RestElement: writeRest };
