// Writes the program anew, node by node from the leaves up: `node.out` is the text of a node, made of the texts of its
// children and what stands between them. A rule may write a node in any way, as long as no line end moves.

import { children } from "./tree.mjs";

export class Writer {
    /// Positions of calls are stored if `sites` is given (positions.mjs).
    constructor(text, sites) {
        this.text = text;
        this.sites = sites;
        this.frames = [];
        this.lowered = false; // something was written that the source has not
        this.classes = []; // classes.mjs
        this.names = 0;
        this.problem = null;
        this.module = null; // modules.mjs
    }

    /// Something in the program that can't be had. The first counts.
    refuse(message, node) {
        if (!this.problem)
            this.problem = { message, offset: node.start };
    }

    /// A name that no other part of the program has.
    fresh(word) {
        this.lowered = true;
        return "__asq_" + word + ++this.names;
    }

    /// A variable of the function around. Not for what is used after other code of the program has run.
    temporary() {
        const name = this.fresh("t");
        let owner = this.frames.length - 1;
        while (!this.frames[owner].inBody)
            --owner; // default values of parameters don't see the variables of the body
        this.frames[owner].temporaries.push(name);
        return name;
    }

    get frame() {
        return this.frames[this.frames.length - 1];
    }

    /// The text before the first child, between two, and after the last: one more than there are children.
    gaps(node) {
        const kids = node.kids;
        const found = [];
        let at = node.start;
        for (let i = 0; i < kids.length; ++i) {
            found.push(this.text.slice(at, kids[i].start));
            at = kids[i].end;
        }
        found.push(this.text.slice(at, node.end));
        return found;
    }

    /// The node as it is in the source, with its children as they were written.
    plain(node) {
        return this.between(node, node.start, node.end);
    }

    /// What `plain` has from one offset to another; no child may lie across.
    between(node, start, end) {
        const kids = node.kids;
        let out = "";
        let at = start;
        for (let i = 0; i < kids.length; ++i) {
            const kid = kids[i];
            if (kid.start < start || kid.end > end)
                continue;
            if (kid.start > at)
                out += this.text.slice(at, kid.start);
            out += kid.out;
            at = kid.end;
        }
        return at < end ? out + this.text.slice(at, end) : out;
    }

    /// `declarations` at the beginning of a block or program whose text is `out`, after its directives.
    prepend(declarations, node, out) {
        if (!declarations)
            return out;
        // Directives are written as they are but for their semicolons: they end before the first other statement.
        let length = node.type === "Program" ? 0 : 1;
        const statements = node.body;
        let first = 0;
        while (first < statements.length && statements[first].directive !== undefined)
            ++first;
        if (first > 0) {
            const head = this.between(node, node.start, statements[first - 1].end);
            length = head.length;
        }
        return out.slice(0, length) + declarations + out.slice(length);
    }

    /// Goes through the tree with a stack of its own: a long chain of calls is a deep tree.
    walk(program, rules) {
        const stack = [this.step(program, program)];
        this.enter(program, program, rules);
        while (stack.length && !this.problem) {
            const step = stack[stack.length - 1];
            if (step.next < step.node.kids.length) {
                const child = step.node.kids[step.next++];
                stack.push(this.step(child, step.node));
                this.enter(child, step.node, rules);
            } else {
                this.leave(step.node, step.parent, rules);
                stack.pop();
            }
        }
        return program.out;
    }

    step(node, parent) {
        node.kids = children(node);
        return { node, parent, next: 0 };
    }

    enter(node, parent, rules) {
        if (node.bodyOf)
            node.bodyOf.inBody = true;
        if (node.isInitializer)
            rules.enterInitializer(node, this);
        const enter = rules.enter[node.type];
        if (enter) {
            for (let i = 0; i < enter.length; ++i)
                enter[i](node, this, parent);
        }
    }

    leave(node, parent, rules) {
        const write = rules.write[node.type];
        if (!write && node.kids.length === 0) {
            node.out = this.text.slice(node.start, node.end);
        } else {
            const written = write ? write(node, this, parent) : undefined;
            node.out = written === undefined ? this.plain(node) : written;
        }
        if (node.wraps) {
            for (let i = node.wraps.length - 1; i >= 0; --i) // the first stands outside
                node.out = node.wraps[i][0] + node.out + node.wraps[i][1];
        }
        if (node.isInitializer)
            rules.leaveInitializer(node, this);
        rules.leave(node, this);
    }
}
