// A buffer holds what is below its size, whatever was given as the size; buffer_size stays what it was given as.
var csp = ASQ.csp;
[Infinity, "2", -1, 1.5, null, NaN, 3e9, 0.2, true, "many"].forEach(function (given) {
    var ch = csp.chan(given), kept = 0;
    while (kept < 5 && csp.put(ch, kept) === true)
        ++kept;
    log("given", [given, ch.buffer_size, kept]);
});
var assigned = csp.chan();
[2.7, "3", Infinity, undefined].forEach(function (size) {
    assigned.buffer_size = size;
    log("assigned", [assigned.buffer_size, csp.put(assigned, 1) === true]);
});
