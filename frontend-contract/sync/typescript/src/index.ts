/** Holds what a channel shows, the same bytes as the hub's, and keeps it so. See ../README.md. */

export { Damaged } from "./bundle.js";
export { Channel, Rejected, type Accept, type Storage } from "./channel.js";
export type { Address, State } from "./core.js";
export { Hub, Refused, Unreachable } from "./hub.js";
