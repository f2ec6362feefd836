// The module is built by `cargo xtask`; this stands in for it where it has not been built yet.
declare module '*/wasm/paguyuban.js' {
  import type { Client as Face } from './between/contract';
  export const Client: new (open: string) => Face;
  export default function init(): Promise<unknown>;
}
