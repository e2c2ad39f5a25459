// Jumps out of a try that has a finally. The engine keeps such a jump in one place of the call until the finally has run: any
// other try inside of that finally takes it for its own and the rest is skipped, and when the finally throws, the jump is
// done after the next catch. So no jump leaves there; it ends the block, and goes on behind:
//
//   try { .. return x .. break .. } finally { .. }
//
//   {k=0;try{J:{ .. {v=(x);k=1;break J;} .. {k=2;break J;} .. }} finally { .. }if(k===1)return v;if(k===2)break;}
//
// A `for await` is written with a finally: the same holds for its body. A generator's own return() stays as it is.

const bodies = {
    BlockStatement: node => node.body,
    IfStatement: node => node.alternate ? [node.consequent, node.alternate] : [node.consequent],
    SwitchStatement: node => node.cases,
    SwitchCase: node => node.consequent,
    LabeledStatement: node => [node.body],
    WithStatement: node => [node.body],
    TryStatement: node => [node.block, node.handler && node.handler.body, node.finalizer].filter(part => part),
    ForStatement: node => [node.body],
    ForInStatement: node => [node.body],
    ForOfStatement: node => [node.body],
    WhileStatement: node => [node.body],
    DoWhileStatement: node => [node.body],
};

function isLoop(node) {
    return /^(For|While|DoWhile)/.test(node.type);
}

function leaves(jump, { labels, inLoop, inSwitch }) {
    if (jump.type === "ReturnStatement")
        return true;
    if (jump.label)
        return !labels.includes(jump.label.name);
    return !inLoop && (jump.type === "ContinueStatement" || !inSwitch);
}

/// The jumps among these statements that leave them.
function jumpsOutOf(statements, context) {
    const found = [];
    const open = statements.map(node => ({ node, context }));
    while (open.length) {
        const { node, context: around } = open.pop();
        if (node.type === "ReturnStatement" || node.type === "BreakStatement" || node.type === "ContinueStatement") {
            if (leaves(node, around))
                found.push(node);
            continue;
        }
        const inside = bodies[node.type];
        if (!inside)
            continue;
        const within = {
            labels: node.type === "LabeledStatement" ? around.labels.concat(node.label.name) : around.labels,
            inLoop: around.inLoop || isLoop(node),
            inSwitch: around.inSwitch || node.type === "SwitchStatement",
        };
        inside(node).forEach(part => open.push({ node: part, context: within }));
    }
    return found;
}

/// How a jump goes on while `guards` still stand around it, the innermost last.
function goOn(jump, guards) {
    if (guards.length) {
        const guard = guards[guards.length - 1];
        return "{" + guard.way + "=" + (guard.jumps.indexOf(jump) + 1) + ";break " + guard.label + ";}";
    }
    if (jump.type === "ReturnStatement")
        return "return" + (jump.argument ? " " + jump.value : "") + ";";
    return (jump.type === "BreakStatement" ? "break" : "continue") + (jump.label ? " " + jump.label.name : "") + ";";
}

/// {before, after, label} of a statement with a finally whose `statements` are left by jumps; null when none does.
function guardOf(statements, context, writer) {
    const jumps = jumpsOutOf(statements, context);
    if (!jumps.length)
        return null;
    const guard = { jumps, way: writer.temporary(), label: writer.fresh("j"), before: "", after: "" };
    guard.before = guard.way + "=0;";
    jumps.forEach((jump, index) => {
        const outer = jump.guards || [];
        if (jump.argument && !jump.value)
            jump.value = writer.temporary();
        guard.after += "if(" + guard.way + "===" + (index + 1) + ")" + goOn(jump, outer);
        jump.guards = outer.concat(guard);
    });
    return guard;
}

/// A jump that a guard holds.
export function writeJump(node, writer) {
    const onward = goOn(node, node.guards);
    if (!node.argument)
        return onward;
    const gap = writer.text.slice(node.start + "return".length, node.argument.start);
    const rest = writer.text.slice(node.argument.end, node.end).replace(/;$/, "");
    return "{" + node.value + "=(" + gap + node.argument.out + rest + ");" + onward.slice(1);
}

export const enter = [{
    TryStatement(node, writer) {
        if (!node.finalizer)
            return;
        const parts = node.handler ? [node.block, node.handler.body] : [node.block];
        const guard = guardOf(parts, { labels: [], inLoop: false, inSwitch: false }, writer);
        if (!guard)
            return;
        parts.forEach(part => { part.wraps = [["{" + guard.label + ":", "}"]]; });
        (node.wraps || (node.wraps = [])).push(["{" + guard.before, guard.after + "}"]);
    },
    ForOfStatement(node, writer, parent) {
        if (!node.await)
            return;
        const labels = [];
        for (let label = parent; label.type === "LabeledStatement"; label = label.around)
            labels.push(label.label.name);
        node.guard = guardOf([node.body], { labels, inLoop: true, inSwitch: false }, writer);
    },
}];
export const write = {};
