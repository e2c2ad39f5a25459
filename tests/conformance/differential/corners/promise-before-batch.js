ASQ().val(function () { log("batch", []); });
Promise.resolve().then(function () { log("job", []); }).then(function () { log("second job", []); });
ASQ().promise(Promise.resolve(4)).val(function (x) { log("promise", [x]); });
log("turn", []);
