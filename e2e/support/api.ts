import { expect, type Page } from '@playwright/test';
import type { components } from '../../web/src/lib/api/schema.d.ts';
import type { Person } from './people.ts';

export type Schemas = components['schemas'];
export type Command = Schemas['Command'];
export type Entity = Schemas['Entity'];

/** Asks the API with the cookies of somebody's browser, as its pages do. */
export async function call<T>(person: Person, method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, body?: unknown) {
  const response = await person.context.request.fetch(path, {
    method,
    headers: { origin: person.origin },
    ...(body === undefined ? {} : { data: body }),
  });
  expect(response.ok(), `${method} ${path}: ${response.status()} ${response.ok() ? '' : await response.text()}`).toBe(
    true,
  );
  return (await response.json()) as T;
}

/** Gives commands in a live workshop, one after the other, and returns everything that is seen after the last of them.
 * It needs any page of the server, and leaves it as it is. */
export async function command(
  page: Page,
  workshop: string,
  commands: readonly Command[],
  face: Schemas['Face'] = 'seat',
): Promise<Entity[]> {
  if (!page.url().startsWith('http')) await page.goto('/join');
  return page.evaluate(
    ({ path, commands: given }) =>
      new Promise<Entity[]>((resolve, reject) => {
        const socket = new WebSocket(path);
        const seen = new Map<string, Entity>();
        const waiting = [...given];
        /** The id of the command whose answer is awaited, once the first snapshot has come. */
        let sent: string | null = null;
        const next = (): void => {
          const one = waiting.shift();
          if (one) {
            sent = crypto.randomUUID();
            socket.send(JSON.stringify({ type: 'command', id: sent, command: one }));
          } else {
            socket.close();
            resolve([...seen.values()]);
          }
        };
        const key = (entity: { type: string; id: string }): string => `${entity.type} ${entity.id}`;
        socket.onclose = ({ code }) => {
          reject(new Error(`The connection closed with ${code}.`));
        };
        socket.onmessage = ({ data }) => {
          const message = JSON.parse(data as string) as Schemas['ServerMessage'];
          if (message.type === 'snapshot') {
            // Another one follows each command that changes what this person may see, before its answer.
            seen.clear();
            for (const entity of message.entities) seen.set(key(entity), entity);
            if (sent === null) next();
          } else if (message.type === 'changes') {
            for (const entity of message.upsert) seen.set(key(entity), entity);
            for (const gone of message.remove) seen.delete(key(gone));
          } else if (message.type === 'accepted' && message.id === sent) {
            next();
          } else if (message.type === 'rejected' || message.type === 'malformed') {
            reject(new Error(JSON.stringify(message)));
          }
        };
      }),
    { path: `/api/workshops/${workshop}/live?face=${face}`, commands },
  );
}

/** The entities of one type. */
export function only<T extends Entity['type']>(entities: readonly Entity[], type: T): Extract<Entity, { type: T }>[] {
  return entities.filter((entity): entity is Extract<Entity, { type: T }> => entity.type === type);
}

/** An id for what a command makes. */
export const newId = (): string => crypto.randomUUID();
