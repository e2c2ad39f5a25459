export const star = "*", original = "o", { a, ...others } = { a: 1, b: 2 };
export class Shape { #side; constructor(side) { this.#side = side; } area() { return this.#side ** 2; } }
export default "not passed on";
