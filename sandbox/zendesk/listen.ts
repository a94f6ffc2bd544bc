import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';

/** A server that listens on this machine's own addresses. */
export interface LocalServer {
  readonly port: number;
  /** Stops listening and ends every connection, waiting ones too. */
  close(): Promise<void>;
}

type Fetch = (request: Request, env: HttpBindings) => Response | Promise<Response>;

/** How often to look for a port that is free on both addresses. */
const portTries = 5;

/** Listens on both loopback addresses, since `localhost` means either of them. Rejects when the port is taken. */
export async function listenLocally(
  fetch: Fetch,
  wanted: number,
  triesLeft = portTries,
): Promise<LocalServer> {
  const first = await listen(fetch, '127.0.0.1', wanted);
  const port = portOf(first);
  const servers = [first];
  try {
    servers.push(await listen(fetch, '::1', port));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    // A machine without IPv6 has the one address only.
    if (code !== 'EADDRNOTAVAIL' && code !== 'EAFNOSUPPORT') {
      await stop(first);
      if (code === 'EADDRINUSE' && wanted === 0 && triesLeft > 1)
        return listenLocally(fetch, 0, triesLeft - 1);
      throw error;
    }
  }
  return {
    port,
    close: async () => {
      await Promise.all(servers.map(stop));
    },
  };
}

async function listen(fetch: Fetch, hostname: string, port: number): Promise<Server> {
  // Without options for HTTP/2 or TLS the adaptor makes a plain HTTP server, which its types do not say.
  const handle = (request: Request, env: unknown) => fetch(request, env as HttpBindings);
  const server = createAdaptorServer({ fetch: handle }) as Server;
  // Chrome repeats a request by itself, a POST too, when a connection that was used before breaks. Lost
  // answers must stay lost, so no connection is used twice.
  server.maxRequestsPerSocket = 1;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, hostname, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return server;
}

function portOf(server: Server): number {
  // A server that listens on TCP has an address of this kind.
  return (server.address() as AddressInfo).port;
}

async function stop(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
