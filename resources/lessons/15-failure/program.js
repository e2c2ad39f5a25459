// A failure passes every step until somebody handles it. Two orders: one goes well, one does not.
const stock = { "blue paint": 3, "red paint": 0 };

function order(colour, tins) {
  ASQ(colour, tins)
  .then(function lookInStock(done, what, wanted) {
    setTimeout(function counted() {
      if (stock[what] < wanted) {
        done.fail("only " + stock[what] + " of " + what);
      } else {
        done(what, wanted);
      }
    }, tins * 20);
  })
  .val(function pack(what, wanted) {
    console.log("packed: " + wanted + " of " + what);
    return what;
  })
  .val(function send(what) { console.log("sent: " + what); })
  .or(function apologise(reason) { console.log("sorry, " + reason); });
}

order("blue paint", 1);
order("red paint", 2);
