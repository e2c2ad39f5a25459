ASQ(ASQ.messages(1, 2), 3, 4).val(function () { log("last group", arguments); });
ASQ().val(function () { return ASQ.messages(); }).val(function () { log("none", arguments); return ASQ.messages(1, ASQ.messages(2, 3)); }).val(function () { log("nested", arguments); });
ASQ(function (done) { done(ASQ.messages(1, 2), 3); }).val(function () { log("one message", arguments); });
ASQ(function (done) { throw ASQ.messages("a", "b"); }).or(function () { log("spread errors", arguments); });
ASQ(function (done) { done.fail(ASQ.messages("a", "b")); }).or(function () { log("one error", arguments); });
ASQ([1, [2]], [3]).val(function () { log("arrays", arguments); });
log("is", [ASQ.isMessageWrapper(ASQ.messages()), ASQ.isMessageWrapper([]), ASQ.isSequence(ASQ()), ASQ.isSequence(ASQ.iterable()), ASQ.isSequence(ASQ.messages()), ASQ.isSequence(null), Object.keys(ASQ.messages(7)).length]);
