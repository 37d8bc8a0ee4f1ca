import { once } from 'node:events';
import { createServer as createHttp, type IncomingMessage } from 'node:http';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';

const port = async (server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

/** A mail server without encryption. It accepts a client with `password`, and refuses the addresses that the test chooses. */
export class MailServer {
  /** The password that it expects from `ready`. */
  password = 'right';
  /** It takes no mail for these. */
  readonly unknown = new Set<string>();
  /** The messages that it has, as they came. */
  readonly taken: string[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #server = createTcp((socket) => {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    this.#converse(socket);
  });

  async listen(): Promise<number> {
    return port(this.#server);
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #converse(socket: Socket): void {
    let heard = '';
    let inText = false;
    const reply = (line: string): void => void socket.write(`${line}\r\n`);
    reply('220 mail.example');
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString();
      for (;;) {
        const end = inText ? '\r\n.\r\n' : '\r\n';
        const at = heard.indexOf(end);
        if (at < 0) return;
        const piece = heard.slice(0, at);
        heard = heard.slice(at + end.length);
        if (inText) {
          inText = false;
          this.taken.push(piece);
          reply('250 2.0.0 Taken as 4711');
        } else {
          reply(this.#answer(piece));
          inText = piece === 'DATA';
        }
      }
    });
  }

  #answer(line: string): string {
    const [verb = '', , secret = ''] = line.split(' ');
    switch (verb) {
      case 'EHLO':
        return '250-mail.example\r\n250-8BITMIME\r\n250 AUTH PLAIN';
      case 'AUTH': {
        const [, , password] = Buffer.from(secret, 'base64').toString().split('\0');
        return password === this.password ? '235 2.7.0 Welcome' : '535 5.7.8 Authentication failed';
      }
      case 'RCPT':
        return [...this.unknown].some((one) => line.includes(`<${one}>`)) ? '550 5.1.1 No such user here' : '250 OK';
      case 'DATA':
        return '354 Go on';
      default:
        return verb === 'QUIT' ? '221 Goodbye' : '250 OK';
    }
  }
}

/** A service that a team's events are posted to. */
export class Receiver {
  /** What it answers. */
  status = 200;
  /** The events that it received. */
  readonly heard: { id: string; type: string }[] = [];
  readonly #server = createHttp((request, response) => {
    void read(request).then((body) => {
      this.heard.push(JSON.parse(body) as { id: string; type: string });
      response.writeHead(this.status).end(this.status === 200 ? 'Thank you' : 'This address is not in use any more');
    });
  });

  async listen(): Promise<number> {
    return port(this.#server);
  }

  close(): void {
    this.#server.close();
  }
}

async function read(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
