import { resolve } from 'node:path';
import type { PhoneMessage } from './contract';
import { createMisconfigure } from './misconfigurations';
import { type OnemsgServer, startOnemsg } from './onemsg/server';
import { toRealOnemsg, toSimulator } from './zendesk/proxy';
import { startZendesk, type Zendesk, type ZendeskOptions } from './zendesk/server';

/** A channel of the real 1MSG to send through. */
export interface LiveChannel {
  readonly channelId: string;
  readonly apiToken: string;
  readonly template: string;
  readonly namespace: string;
  readonly language: string;
}

/** What a sandbox is started with. */
export interface SandboxOptions {
  /** Of the helpdesk; 0: any free port. */
  readonly port: number;
  /** Of 1MSG's simulator; 0: any free port. */
  readonly onemsgPort: number;
  /** Of the origin that serves the app's files; any free port by default. */
  readonly appPort?: number;
  /** Folder of the built app. */
  readonly dist: string;
  /** Folder of the built helpdesk page; `.build/page` by default. */
  readonly page?: string;
  /** Folder of the built gallery of the card; `.build/gallery` by default. */
  readonly gallery?: string;
  /** Sends through the real 1MSG instead of the simulator. */
  readonly live?: LiveChannel;
}

/** A running sandbox. */
export interface Sandbox {
  readonly url: string;
  readonly port: number;
  readonly onemsgUrl: string;
  /** The helpdesk with its whole state, for tests that look behind the HTTP routes. */
  readonly zendesk: Zendesk;
  /** 1MSG's simulator; null when the sandbox sends through the real one. */
  readonly onemsg: OnemsgServer | null;
  close(): Promise<void>;
}

/** Starts the local helpdesk, and the local 1MSG unless `live` names a real channel. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  return options.live ? startLive(options, options.live) : startSimulated(options);
}

async function startSimulated(options: SandboxOptions): Promise<Sandbox> {
  const onemsg = await startOnemsg({ port: options.onemsgPort });
  const { simulator } = onemsg;
  let zendesk: Zendesk;
  try {
    zendesk = await startZendesk({
      ...common(options),
      settings: {
        channel_id: simulator.channel,
        api_token: simulator.token,
        template_name: 'agent_assigned',
        template_namespace: 'sandbox_0a1b_2c3d',
        template_language: 'en',
      },
      channel: 'simulator',
      onemsgUrl: onemsg.url,
      route: toSimulator(onemsg.url),
      messages: () => simulator.messages().map(phoneMessage),
      resetOnemsg: () => simulator.simulate.reset(),
      misconfigure: createMisconfigure(simulator),
    });
  } catch (error) {
    await onemsg.close();
    throw error;
  }
  const { broadcast } = zendesk.desk;
  simulator.subscribe((event) => {
    broadcast.send(event.type === 'reset' ? event : { type: 'phone', message: phoneMessage(event.message) });
  });
  return {
    url: zendesk.url,
    port: zendesk.port,
    onemsgUrl: onemsg.url,
    zendesk,
    onemsg,
    close: async () => {
      await Promise.all([zendesk.close(), onemsg.close()]);
    },
  };
}

async function startLive(options: SandboxOptions, live: LiveChannel): Promise<Sandbox> {
  const onemsgUrl = 'https://api.1msg.io';
  const zendesk = await startZendesk({
    ...common(options),
    settings: {
      channel_id: live.channelId,
      api_token: live.apiToken,
      template_name: live.template,
      template_namespace: live.namespace,
      template_language: live.language,
    },
    channel: 'live',
    onemsgUrl,
    route: toRealOnemsg,
    messages: () => [],
    resetOnemsg: () => {
      // The real 1MSG has nothing that a sandbox may reset.
    },
    misconfigure: null,
  });
  return {
    url: zendesk.url,
    port: zendesk.port,
    onemsgUrl,
    zendesk,
    onemsg: null,
    close: () => zendesk.close(),
  };
}

type Common = Pick<ZendeskOptions, 'port' | 'appPort' | 'dist' | 'page' | 'gallery'>;

function common(options: SandboxOptions): Common {
  const { port, appPort = 0, dist, page = '.build/page', gallery = '.build/gallery' } = options;
  return { port, appPort, dist: resolve(dist), page: resolve(page), gallery: resolve(gallery) };
}

/** What the phone shows of a message; the simulator knows more of it. */
function phoneMessage({ id, phone, text, button, status, at }: PhoneMessage): PhoneMessage {
  return { id, phone, text, button, status, at };
}
