// @ts-check
/** The box in which a provision is edited where it stands. (Filled in below.) */
import { h } from "./base.js";

export function build() { void h; }
export function leave() { return true; }
export async function reopen() { return false; }
