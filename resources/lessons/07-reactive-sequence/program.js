// A doorbell. Every ring runs the same sequence again, and a slow visitor does not hold up a quick one.
let ring;

ASQ.react(function listenAtTheDoor(next) { ring = next; })
.val(function hear(visitor, pace) {
  console.log(visitor + " rings");
  return ASQ.messages(visitor, pace);
})
.then(function climbStairs(done, visitor, pace) {
  setTimeout(function arrives() { done(visitor); }, pace);
})
.val(function welcome(visitor) { console.log(visitor + " is upstairs"); });

setTimeout(function first() { ring("grandmother", 120); }, 20);
setTimeout(function second() { ring("postman", 60); }, 40);
setTimeout(function third() { ring("neighbour", 20); }, 60);
