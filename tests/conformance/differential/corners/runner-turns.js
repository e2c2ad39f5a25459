ASQ("in").runner(function* (token) { log("a", token.messages); token.messages.push(1); log("token", [(yield token) === token]); log("a again", token.messages); return 5; },
    function* (token) { log("b", token.messages); var x = yield 7; log("b", [x]); yield token; log("b end", []); }).val(function () { log("result", arguments); });
