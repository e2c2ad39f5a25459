console.log("counter runs");
export let count = 0;
export function bump() { count += 1; }
export default "the default";
const helper = () => count;
export { helper };
