// socket.io with its own rooms and acknowledgements. Notes are kept in memory.

import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { port, toNote } from './note.mjs';

const rooms = new Map();
const io = new Server({ transports: ['websocket'], serveClient: false });

io.on('connection', (socket) => {
  let name;
  socket.on('join', (wanted, answer) => {
    name = wanted;
    if (!rooms.has(name)) rooms.set(name, { version: 0, notes: new Map() });
    socket.join(name);
    answer();
  });
  socket.on('command', ({ id, command }, answer) => {
    const room = rooms.get(name);
    const note = toNote(command);
    const version = ++room.version;
    room.notes.set(note.id, note);
    io.to(name).emit('changes', { version, upsert: [note], remove: [] });
    answer({ id, version });
  });
});

const http = createServer();
io.attach(http);
http.listen(port, '127.0.0.1');
