import type { HttpReply } from '../../src/engine/http';

/** An answer of the other side; anything but text is sent as JSON. */
export const answered = (status: number, body: unknown, retryAfter?: number): HttpReply => ({
  kind: 'answered',
  status,
  text: typeof body === 'string' ? body : JSON.stringify(body),
  retryAfter,
  serverTime: undefined,
});

export const badGateway =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>';

/** As Zendesk's proxy words a refusal of its own. */
export const proxyError = (status: number): string =>
  `Proxy error: {:code=>"UnprocessableEntity", :status=>"${status}", :message=>"Failed to get installation and oauth information for app."}`;
