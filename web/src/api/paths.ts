/** The paths that the server's OpenAPI document describes, as types: a misspelt one does not compile. */
import type { paths } from "./schema";

/** `/api/tasks/{task_id}/` as `api/tasks/${number}/`: relative, with its ids filled in. */
type Filled<Path extends string> = Path extends `${infer Head}{${infer Name}}${infer Tail}`
  ? `${Head}${Name extends `${string}_id` ? number | string : string}${Filled<Tail>}`
  : Path;
type Relative<Path extends string> = Path extends `/${infer Rest}` ? Rest : Path;

/** The pages before a session act on a POST and are not part of the API's description. */
type AccountPath = "user/login/" | "user/signup/" | "user/reset/" | "logout";

export type ServerPath = Relative<Filled<keyof paths & string>> | AccountPath;
