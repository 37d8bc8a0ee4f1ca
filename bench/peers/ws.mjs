// ws: a list of sockets for each room; a message is serialised once. Notes are kept in memory.

import { WebSocketServer } from 'ws';
import { port, toNote } from './note.mjs';

const rooms = new Map();

function findRoom(request) {
  const name = new URL(request.url, 'http://localhost').searchParams.get('room');
  if (!rooms.has(name)) rooms.set(name, { version: 0, notes: new Map(), sockets: new Set() });
  return rooms.get(name);
}

new WebSocketServer({ host: '127.0.0.1', port }).on('connection', (socket, request) => {
  const room = findRoom(request);
  room.sockets.add(socket);
  socket.on('close', () => room.sockets.delete(socket));
  socket.on('message', (data) => {
    const { id, command } = JSON.parse(data);
    const note = toNote(command);
    const version = ++room.version;
    room.notes.set(note.id, note);
    const changes = JSON.stringify({ type: 'changes', version, upsert: [note], remove: [] });
    for (const member of room.sockets) member.send(changes);
    socket.send(JSON.stringify({ type: 'accepted', id, version }));
  });
});
