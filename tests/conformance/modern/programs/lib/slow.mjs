console.log("slow begins");
export const late = await new Promise(resolve => setTimeout(resolve, 20, "late"));
console.log("slow ends");
