// Three questions at once. The gate opens when the slowest answer is there, and keeps the order of asking.
function ask(city, milliseconds, degrees) {
  return function weatherOf(done) {
    console.log("ask " + city);
    setTimeout(function answers() {
      console.log(city + " answers");
      done(city, degrees);
    }, milliseconds);
  };
}

ASQ()
.gate(
  ask("Oslo", 90, 4),
  ask("Lima", 30, 19),
  ask("Cairo", 60, 28)
)
.val(function compare(oslo, lima, cairo) {
  const all = [oslo, lima, cairo];
  return all.map(function line(answer) { return answer[0] + " " + answer[1]; }).join(", ");
})
.val(function report(text) { console.log("degrees: " + text); });
