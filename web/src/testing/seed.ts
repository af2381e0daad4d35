/** In CI properties are tried with the same inputs each time; on a desk every run explores new ones. */
import fc from "fast-check";

declare const process: { env: Record<string, string | undefined> };

if (process.env.CI) fc.configureGlobal({ seed: 20261123 });
