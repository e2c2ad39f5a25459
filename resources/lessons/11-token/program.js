// Three players and one ball. Who holds the token plays; whoever yields it hands it to the next.
function player(name, strokes) {
  return function* plays(token) {
    for (let stroke = 1; stroke <= strokes; stroke++) {
      token.messages.push(name);
      console.log(name + ", stroke " + stroke + ", " + token.messages.length + " in all");
      yield token;
    }
    console.log(name + " sits down");
    if (name === "Cleo") {
      return "the ball was hit " + token.messages.length + " times";
    }
  };
}

ASQ()
.runner(player("Ada", 2), player("Ben", 1), player("Cleo", 3))
.val(function umpire(result) { console.log(result); });
