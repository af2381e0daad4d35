export { bind } from "./bind";
export type * from "./tree";
