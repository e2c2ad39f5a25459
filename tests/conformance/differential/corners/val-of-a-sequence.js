ASQ().val(ASQ(5), 6).val(function () { log("values", arguments); });
ASQ().val(7, function () { log("seven", arguments); }, 8, 9).val(function () { log("eight nine", arguments); });
ASQ().then().val().gate().seq().promise().pipe().runner().or().val(function () { log("nothing added", arguments); });
