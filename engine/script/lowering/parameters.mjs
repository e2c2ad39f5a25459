// The engine mixes up the arguments of a function that takes two or more of them apart when it has a third: the patterns
// move into the body.
//
//   function f({ a }, [b] = [a], ...c) { s }      function f(d1, d2, ...c) {var { a }=d1,[b]=d2===void 0?[a]:d2; s }

import { linesOf } from "./tree.mjs";

function isPattern(parameter) {
    const target = parameter.type === "AssignmentPattern" ? parameter.left : parameter;
    return target.type === "ObjectPattern" || target.type === "ArrayPattern";
}

function onOneLine(text) {
    return text.replace(/[\r\n\u2028\u2029]+/g, " ");
}

/// Called when the parameters are written, before the function is. The result stands at the beginning of the body.
export function moveParameters(node, writer) {
    if (node.params.length < 3 || node.params.filter(isPattern).length < 2)
        return "";
    writer.lowered = true;
    let moved = "";
    for (let i = node.params.findIndex(isPattern); i < node.params.length; ++i) {
        const parameter = node.params[i];
        const lines = linesOf(writer.text.slice(parameter.start, parameter.end));
        if (parameter.type === "RestElement")
            continue;
        const hasDefault = parameter.type === "AssignmentPattern";
        const target = hasDefault ? parameter.left : parameter;
        if (!isPattern(parameter)) {
            if (hasDefault) {
                moved += "if(" + target.out + "===void 0)" + target.out + "=" + onOneLine(parameter.right.out) + ";";
                parameter.out = target.out + lines;
            }
            continue;
        }
        const name = writer.fresh("d");
        const otherwise = hasDefault ? name + "===void 0?" + onOneLine(parameter.right.out) + ":" : "";
        moved += "var " + onOneLine(target.out) + "=" + otherwise + name + ";";
        parameter.out = name + lines;
    }
    return moved;
}
