import { randomBytes } from 'node:crypto';

const HEAD = Buffer.from([0x1c, 0x18]);
const MIDDLE = Buffer.from([0x15, 0x02, 0x00, 0x11, 0x18]);
const TAIL = Buffer.from([0x00]);

/** A new message id in the layout of WhatsApp's own: base64 over a few tag bytes, the recipient's number and a random part. */
export function newWamid(waId: string): string {
  const number = Buffer.from(waId, 'ascii');
  const random = Buffer.from(randomBytes(9).toString('hex').toUpperCase(), 'ascii');
  const bytes = Buffer.concat([
    HEAD,
    Buffer.from([number.length]),
    number,
    MIDDLE,
    Buffer.from([random.length]),
    random,
    TAIL,
  ]);
  return `wamid.${bytes.toString('base64')}`;
}
