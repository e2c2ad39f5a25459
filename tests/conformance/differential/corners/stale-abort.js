var keep;
ASQ(function (done) { keep = done; done(1); }).then(function (done) { later(10, function () { keep.abort(); done(); }); }).val(function () { log("no", []); });
