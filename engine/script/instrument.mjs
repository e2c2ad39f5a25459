// What a program becomes before the engine runs it: its positions announced (lowering/positions.mjs), and what the engine
// lacks of the language written in what it has (the other files of lowering/). Each rule looks at a node when it is
// entered, or writes it when all inside of it are written. No line end moves; columns are those of the sites.

import { parse } from "./acorn.mjs";
import { lineStarts, position, Sites } from "./lowering/positions.mjs";
import * as positions from "./lowering/positions.mjs";
import { pushFrame } from "./lowering/functions.mjs";
import * as functions from "./lowering/functions.mjs";
import * as classes from "./lowering/classes.mjs";
import * as objects from "./lowering/objects.mjs";
import * as operators from "./lowering/operators.mjs";
import * as calls from "./lowering/calls.mjs";
import * as jumps from "./lowering/jumps.mjs";
import * as modules from "./lowering/modules.mjs";
import * as tails from "./lowering/tails.mjs";
import { Writer } from "./lowering/writer.mjs";

/// What runs on into the next line ends with a semicolon, so that no inserted parenthesis joins two statements.
function closeStatement(node, writer, parent) {
    if (node.guards)
        return jumps.writeJump(node, writer);
    const isHead = node.type === "VariableDeclaration"
        && (parent.type === "ForStatement" || parent.type === "ForInStatement" || parent.type === "ForOfStatement");
    if (isHead || writer.text.charAt(node.end - 1) === ";")
        return undefined;
    return writer.plain(node) + ";";
}

const statements = {};
["VariableDeclaration", "ExpressionStatement", "ReturnStatement", "ThrowStatement", "BreakStatement", "ContinueStatement",
    "DoWhileStatement", "DebuggerStatement"].forEach(type => { statements[type] = closeStatement; });
const properties = {
    Property(node, writer) { return objects.writeProperty(node, writer, functions.writeMethodHead); },
};

function collectRules() {
    const families = [tails, positions, classes, functions, operators, objects, calls, jumps, modules];
    const rules = { enter: Object.create(null), write: Object.create(null),
        enterInitializer: functions.enterInitializer, leaveInitializer: functions.leaveInitializer, leave: modules.leave };
    families.forEach(family => family.enter.forEach(table => Object.keys(table).forEach(type => {
        (rules.enter[type] || (rules.enter[type] = [])).push(table[type]);
    })));
    families.map(family => family.write).concat(statements, properties).forEach(table => Object.keys(table).forEach(type => {
        rules.write[type] = table[type];
    }));
    return rules;
}
const rules = collectRules();

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
    return { error: message, line: place.line, column: place.column };
}

const ImportWhere = /^'import' and 'export' may appear only|^Cannot use 'import.meta'/;

/// {program, htmlComments, isModule}; a script that imports, exports or awaits is a module, as in Node.
function parseProgram(text, isModule) {
    const htmlComments = [];
    try {
        return { htmlComments, isModule, program: parse(text, {
            ecmaVersion: 2022, sourceType: isModule ? "module" : "script", preserveParens: true,
            onComment: (block, content, start) => {
                if (!block && text.charAt(start) !== "/")
                    htmlComments.push(start);
            },
        }) };
    } catch (error) {
        if (isModule || !(error instanceof SyntaxError))
            throw error;
        if (ImportWhere.test(error.message))
            return parseProgram(text, true);
        const isAwait = /\bawait\b/.test(text) ? parsedAsModule(text) : null;
        if (isAwait)
            return isAwait;
        throw error;
    }
}

/// A script that is none because it awaits at its top level.
function parsedAsModule(text) {
    try {
        return parseProgram(text, true);
    } catch (error) {
        return null;
    }
}

function requestTable(module, starts) {
    const placed = (entry, more) => Object.assign({ line: position(starts, entry.offset).line,
        column: position(starts, entry.offset).column }, more);
    return module.requests.map(request => placed(request, { source: request.source,
        names: request.names.map(name => placed(name, { name: name.name })) }));
}

/// JSON for instrument.cpp: {text, sites} or {error, line, column}. With a `reason` the text is as it was, without sites.
/// `everywhere`: every call announces its site, else only what is thrown.
export function instrument(source, firstSite, everywhere, isModule) {
    let text = source.replace(/^\ufeff/, "").replace(/^#!/, "//");
    const starts = lineStarts(text);
    let parsed = null;
    try {
        parsed = parseProgram(text, isModule);
    } catch (error) {
        if (!(error instanceof SyntaxError) || /^Not enough stack space/.test(error.message))
            return JSON.stringify({ text, sites: [], reason: "the program is nested too deeply" });
        return JSON.stringify(syntaxError(messageOf(error, text), starts, error.pos));
    }
    // `<!--` and `-->` begin comments on the web; the engine wants `//`
    parsed.htmlComments.forEach(start => { text = text.slice(0, start) + "//" + text.slice(start + 2); });
    const writer = new Writer(text, new Sites(firstSite, everywhere));
    if (parsed.isModule)
        modules.prepareModule(parsed.program, writer);
    pushFrame(writer, parsed.program, { isArrow: false, isAsync: parsed.isModule, inBody: true, usesArguments: false,
        usesSuper: false, isGenerator: false,
        isStrict: parsed.isModule || parsed.program.body.some(statement => statement.directive === "use strict") });
    let out = writer.walk(parsed.program, rules);
    if (writer.problem)
        return JSON.stringify(syntaxError(writer.problem.message, starts, writer.problem.offset));
    if (parsed.isModule)
        out = modules.wrapModule(out, writer);
    const result = { text: out, sites: writer.sites.table(starts) };
    if (writer.module)
        result.module = JSON.stringify({ requests: requestTable(writer.module, starts), stars: writer.module.stars,
            awaits: writer.module.awaits });
    return JSON.stringify(result);
}
