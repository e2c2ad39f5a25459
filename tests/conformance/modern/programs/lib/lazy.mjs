console.log("lazy runs");
export const value = "lazy";
