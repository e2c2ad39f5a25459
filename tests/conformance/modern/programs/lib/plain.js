class Plain { static #kind = "plain"; static get name() { return this.#kind; } }
export default Plain;
