var c = ASQ.csp.chan(2);
log("puts", [ASQ.csp.put(c, 1), ASQ.csp.put(c, [2]), typeof ASQ.csp.put(c, 3), c.messages, c.put_queue.length]);
log("takes", [ASQ.csp.take(c), c.messages, c.put_queue.length, ASQ.csp.take(c)]);
c.close(); c.close();
log("closed", [c.closed, ASQ.csp.take(c), ASQ.csp.put(c, 4), c.messages]);
var d = ASQ.csp.chan("1"); log("coerced", [d.buffer_size]); ASQ.csp.put(d, "x"); ASQ.csp.putAsync(d, "y", function () { log("y", arguments); }); d.buffer_size = 3; log("grown", [d.messages]);
d.messages.push("own"); log("list is the store", [ASQ.csp.take(d), ASQ.csp.take(d), ASQ.csp.take(d)]);
