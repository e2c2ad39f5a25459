// A recipe whose steps wait for a hand that turns the page.
const recipe = ASQ.iterable();

recipe
.then(function addFlour(grams) { return grams + 250; })
.then(function addMilk(grams) { return grams + 300; })
.then(function halve(grams) { return grams / 2; });

let bowl = 0;
function turnPage() {
  const page = recipe.next(bowl);
  if (page.done) {
    console.log("the recipe is over, " + bowl + " g in the bowl");
    return;
  }
  bowl = page.value;
  console.log("now " + bowl + " g");
  setTimeout(turnPage, 20);
}
turnPage();
