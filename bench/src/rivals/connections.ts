/** How many connections every program has: what is the product's own default. */
export const CONNECTIONS = 10;
