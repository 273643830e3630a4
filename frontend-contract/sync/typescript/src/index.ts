/** The sync library: a copy of what a channel shows, with the same bytes as the hub's. See ../README.md. */

export { Damaged } from "./bundle.js";
export { Channel, Rejected, type Accept, type Storage } from "./channel.js";
export type { Address, State } from "./core.js";
export { alarm, type Contradiction, type Head } from "./heads.js";
export { Hub, Refused, Unreachable } from "./hub.js";
