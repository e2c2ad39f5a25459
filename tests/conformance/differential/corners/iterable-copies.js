var i = ASQ.iterable(1, 2).or(function () { log("or", arguments); }), d = i.duplicate();
log("both", [i.next(), d.next(), i.next(), d.next(), d.next()]);
d.throw("x");
i.pipe(trigger("p")); log("piped", [i.next("m")]);
