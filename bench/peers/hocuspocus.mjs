// Hocuspocus without extensions: nothing is stored.

import { Server } from '@hocuspocus/server';
import { port } from './note.mjs';

await new Server({ address: '127.0.0.1', port, quiet: true }).listen();
