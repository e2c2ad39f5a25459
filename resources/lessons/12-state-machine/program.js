// A traffic light. Each colour is a coroutine that works only while the token says its name.
function whileLit(colour, shine) {
  return function* lamp(token) {
    while (token.messages[0] !== "off") {
      if (token.messages[0] === colour) {
        token.messages[0] = yield* shine();
      }
      if (token.messages[0] !== "off") {
        yield token;
      }
    }
  };
}
function lasts(milliseconds) {
  return ASQ(function lasts(done) { setTimeout(function isOver() { done("time is up"); }, milliseconds); });
}
let rounds = 0;

function* red() {
  rounds += 1;
  console.log("red");
  yield lasts(60);
  return rounds > 2 ? "off" : "green";
}
function* green() { console.log("green"); yield lasts(90); return "amber"; }
function* amber() { console.log("amber"); yield lasts(20); return "red"; }

ASQ("red")
.runner(whileLit("red", red), whileLit("green", green), whileLit("amber", amber))
.val(function dark() { console.log("dark after " + rounds + " rounds"); });
