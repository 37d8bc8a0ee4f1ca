// openapi-fetch would check the same; it is 1.4 KB larger on every page (2.3 KB where this and `Client` are 0.9 KB).
import type { Client } from './client.ts';
import type { paths } from './schema.d.ts';

/** The methods that pages use. */
type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** The addresses that answer to a method. */
type PathOf<M extends Method> = {
  [P in keyof paths]: [paths[P][M]] extends [undefined] ? never : P;
}[keyof paths];

type Operation<M extends Method, P extends PathOf<M>> = NonNullable<paths[P][M]>;
type Json<T> = { content: { 'application/json': T } };

/** The answer of a successful operation; undefined for 204. */
type Answer<O> = O extends { responses: { 200: Json<infer T> } }
  ? T
  : O extends { responses: { 201: Json<infer T> } }
    ? T
    : O extends { responses: { 202: Json<infer T> } }
      ? T
      : void;

/** The request body of an operation, which may be optional. */
type RequestJson<O> = O extends { requestBody?: infer R } ? JsonOf<NonNullable<R>> : undefined;
type JsonOf<R> = [R] extends [never] ? undefined : R extends Json<infer T> ? T : undefined;

type PathParameters<O> = O extends { parameters: { path: infer P } } ? { path: P } : { path?: never };
type QueryParameters<O> = O extends { parameters: { query?: infer Q } } ? { query?: Q } : { query?: never };
type Body<O> = [RequestJson<O>] extends [undefined] ? { body?: never } : { body: RequestJson<O> };
type Given<O> = PathParameters<O> & QueryParameters<O> & Body<O>;

/** Fills a template such as `/api/teams/{team}`; every value is escaped. */
export function fill(template: string, given: { path?: object; query?: object }): string {
  const values = new Map<string, unknown>(Object.entries(given.path ?? {}));
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values.get(name) ?? '')));
  const query = Object.entries(given.query ?? {}).filter(([, value]) => value !== undefined && value !== null);
  if (query.length === 0) return path;
  return `${path}?${query.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&')}`;
}

/** One request of the API; address, parameters, body and answer are checked against the server's description. */
export function call<M extends Method, P extends PathOf<M>>(
  client: Client,
  method: M,
  template: P,
  given: Given<Operation<M, P>>,
): Promise<Answer<Operation<M, P>>> {
  const { path, query, body } = given as { path?: object; query?: object; body?: unknown };
  return client.send(method.toUpperCase(), fill(template, { path, query }), body);
}
