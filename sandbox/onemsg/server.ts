import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { createOnemsg, type Onemsg, type OnemsgOptions } from './simulator';

/** Where to listen; 0 takes any free port. Everything else is the simulator's own. */
export interface ServerOptions extends OnemsgOptions {
  /** 4571 by default. */
  readonly port?: number;
}

/** A simulator that listens. */
export interface OnemsgServer {
  /** `http://localhost:<port>`, without a slash at the end; what `https://api.1msg.io` is for the real one. */
  readonly url: string;
  readonly port: number;
  readonly simulator: Onemsg;
  /** Ends all connections, waiting ones too, and stops listening. */
  close(): Promise<void>;
}

const DEFAULT_PORT = 4571;

/** How often to look for a port that is free on both addresses before giving up. */
const PORT_TRIES = 5;

/**
 * Starts a simulator on this machine's loopback addresses only, so that `localhost` works whether it is IPv4 or IPv6
 * and nobody else on the network can reach it. Rejects when the port is taken.
 */
export async function startOnemsg({
  port = DEFAULT_PORT,
  ...options
}: ServerOptions = {}): Promise<OnemsgServer> {
  const simulator = createOnemsg(options);
  const { servers, port: actual } = await listenOnLoopback(simulator, port).catch((error: unknown) => {
    simulator.close();
    throw error;
  });
  return {
    url: `http://localhost:${actual}`,
    port: actual,
    simulator,
    async close() {
      simulator.close();
      await Promise.all(servers.map(stop));
    },
  };
}

async function listenOnLoopback(
  simulator: Onemsg,
  wanted: number,
  triesLeft = PORT_TRIES,
): Promise<{ readonly servers: readonly Server[]; readonly port: number }> {
  const four = await listen(simulator, wanted, '127.0.0.1');
  const port = portOf(four);
  try {
    return { servers: [four, await listen(simulator, port, '::1')], port };
  } catch (error) {
    switch (codeOf(error)) {
      case 'EADDRNOTAVAIL':
      case 'EAFNOSUPPORT':
        // A machine without IPv6: there localhost is IPv4 too.
        return { servers: [four], port };
      case 'EADDRINUSE':
        await stop(four);
        if (wanted === 0 && triesLeft > 1) {
          return await listenOnLoopback(simulator, wanted, triesLeft - 1);
        }
        throw error;
      default:
        await stop(four);
        throw error;
    }
  }
}

function listen(simulator: Onemsg, port: number, host: string): Promise<Server> {
  // Without options for HTTP/2 or TLS the adaptor makes a plain HTTP server.
  const server = createAdaptorServer({ fetch: simulator.app.fetch }) as Server;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

function portOf(server: Server): number {
  // A server that listens on TCP has an address with a port.
  return (server.address() as AddressInfo).port;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}
