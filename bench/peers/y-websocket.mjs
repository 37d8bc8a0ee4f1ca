// The server of y-websocket as it comes: documents in memory.

import { port } from './note.mjs';

process.env.HOST = '127.0.0.1';
process.env.PORT = String(port);
// Not among what the package exports: it is its command line.
await import(new URL('./node_modules/@y/websocket-server/src/server.js', import.meta.url).href);
