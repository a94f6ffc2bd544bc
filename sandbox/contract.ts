/**
 * What the helpdesk page and the sandbox's server say to each other. It is private to the sandbox:
 * the app under test never sees it. The app speaks ZAF to the page, and the page turns that into
 * Zendesk's own REST routes (`/api/v2/…`) or into a call through the proxy.
 *
 * Routes of the server on port 4570, beside `/api/v2/…` and the switches below `/_simulate/`:
 *
 * - `GET  /`                              the helpdesk page; `?agent=<id>` is that agent's browser, `&ticket=<id>` opens a ticket,
 *                                          `&page=app` the app's own page
 * - `GET  /app/…`                         the built app, as `dist/` has it; the page loads it from an origin of its own, {@link World.appPort}
 * - `GET  /sandbox/world`                 {@link World}
 * - `POST /sandbox/tickets`               {@link NewTicket} → {@link SubmitAnswer}
 * - `POST /sandbox/tickets/:id/submit`    {@link Submit} → {@link SubmitAnswer}
 * - `POST /sandbox/proxy`                 {@link ProxyCall} → {@link HttpAnswer}, Zendesk's secure proxy
 * - `GET  /sandbox/events`                server-sent events, each a {@link SandboxEvent} as JSON
 * - `GET  /sandbox/requests`              {@link RequestEntry}[], every request that left the app
 *
 * The page names its agent in the header `x-sandbox-agent` on every call, which stands for the session cookie.
 */

export type UserRole = 'end-user' | 'agent' | 'admin';

/** A number or address by which a user is known (Zendesk user identity). */
export interface SandboxIdentity {
  readonly id: number;
  readonly type: 'email' | 'phone_number';
  readonly value: string;
  readonly verified: boolean;
  readonly primary: boolean;
}

export interface SandboxUser {
  readonly id: number;
  readonly name: string;
  readonly role: UserRole;
  readonly email: string | null;
  /** What Zendesk shows customers instead of an agent's name. */
  readonly alias: string | null;
  /** As people typed it: Zendesk stores any string. */
  readonly phone: string | null;
  readonly locale: string;
  readonly tags: readonly string[];
  readonly suspended: boolean;
  readonly active: boolean;
  readonly identities: readonly SandboxIdentity[];
}

export interface SandboxGroup {
  readonly id: number;
  readonly name: string;
  /** The agents listed below this group in the Assignee field; without it every agent is. */
  readonly memberIds?: readonly number[];
}

export interface SandboxComment {
  readonly authorId: number;
  readonly body: string;
  readonly public: boolean;
  readonly createdAt: string;
}

export type TicketStatus = 'new' | 'open' | 'pending' | 'hold' | 'solved' | 'closed';

/** A saved ticket. The page keeps the unsaved form itself. */
export interface SandboxTicket {
  readonly id: number;
  readonly subject: string;
  readonly status: TicketStatus;
  readonly tags: readonly string[];
  readonly requesterId: number | null;
  readonly assigneeId: number | null;
  readonly groupId: number | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly comments: readonly SandboxComment[];
  /** One line for the ticket list: what this sample shows. */
  readonly about: string;
}

/** Everything the page shows, without any secret. */
export interface World {
  readonly users: readonly SandboxUser[];
  readonly groups: readonly SandboxGroup[];
  readonly tickets: readonly SandboxTicket[];
  /** What ZAF's `metadata()` hands to the app: the settings without the secure ones. */
  readonly settings: Readonly<Record<string, string | number | boolean | null>>;
  readonly installation: {
    readonly appId: number;
    readonly installationId: number;
    readonly name: string;
    readonly version: string;
  };
  /** Where the manifest puts the app's pages, below `/app/`; null for a place where the app has none. */
  readonly pages: {
    readonly ticketSidebar: string | null;
    readonly newTicketSidebar: string | null;
    readonly navBar: string | null;
  };
  readonly account: { readonly subdomain: string; readonly timeZone: string };
  /** Where messages go: the simulator, or (with `--live`) the real 1MSG. */
  readonly channel: 'simulator' | 'live';
  /** Every message on customers' phones so far. */
  readonly messages: readonly PhoneMessage[];
  /** Base URL of the 1MSG simulator, for the links in the page. */
  readonly onemsgUrl: string;
  /** Port of the origin that serves the app's own files and nothing else. */
  readonly appPort: number;
}

export interface Changes {
  readonly assigneeId?: number | null;
  readonly groupId?: number | null;
  readonly status?: TicketStatus;
  readonly tags?: readonly string[];
  readonly requesterId?: number | null;
  readonly comment?: string;
}

export interface Submit {
  readonly changes: Changes;
}

export interface NewTicket {
  readonly subject: string;
  readonly requesterId: number;
  readonly changes: Changes;
}

export type SubmitAnswer =
  | { readonly ok: true; readonly ticket: SandboxTicket }
  | { readonly ok: false; readonly message: string };

/** The options of ZAF's `client.request`, as the app posted them, for a URL outside Zendesk. */
export interface ProxyCall {
  readonly url: string;
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType: string | null;
  readonly data: string | null;
  readonly secure: boolean;
}

/** What the page makes ZAF's answer from. `status` 0 means that no answer came. */
export interface HttpAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One request that left the app. No header values, no bodies: nothing secret can be in it. */
export interface RequestEntry {
  readonly id: number;
  readonly at: string;
  readonly agentId: number;
  readonly target: 'zendesk' | 'onemsg';
  readonly method: string;
  /** Path and query; for 1MSG without the host. */
  readonly path: string;
  readonly status: number;
  readonly ms: number;
}

export type MessageStatus = 'accepted' | 'sent' | 'delivered' | 'read' | 'failed';

/** A WhatsApp message as it stands on the customer's phone. */
export interface PhoneMessage {
  readonly id: string;
  /** Digits only, as they were sent. */
  readonly phone: string;
  readonly text: string;
  readonly button: string | null;
  readonly status: MessageStatus;
  readonly at: string;
}

export type SandboxEvent =
  | { readonly type: 'ticket-updated'; readonly ticketId: number; readonly byUserId: number }
  | { readonly type: 'phone'; readonly message: PhoneMessage }
  | { readonly type: 'request'; readonly entry: RequestEntry }
  | { readonly type: 'reset' };
