// Three steps of an iterable sequence; nobody calls next(): the runner does, when each answer is there.
function weighs(parcel) {
  const grams = { book: 400, lamp: 900 }[parcel];
  return ASQ(function scales(done) { setTimeout(function settles() { done(grams); }, grams / 10); });
}
function priceOf(grams) {
  return ASQ(function priceList(done) { setTimeout(function isFound() { done(grams > 500 ? 7 : 4); }, 70); });
}

const counterClerk = ASQ.iterable()
.then(function weigh(token) { return weighs(token.messages[0]); })
.then(function lookUpPrice(grams) {
  console.log("it weighs " + grams + " g");
  return priceOf(grams);
})
.then(function addStamp(price) { return "a stamp for " + price; });

["book", "lamp"].forEach(function post(parcel) {
  ASQ(parcel)
  .runner(counterClerk)
  .val(function handOver(stamp) { console.log(parcel + ": " + stamp); });
});
