export * from "./star.mjs";
export { original as renamed } from "./star.mjs";
export * as ns from "./star.mjs";
