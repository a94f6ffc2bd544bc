/** Looks for the message of a send whose answer was lost: in 1MSG's list, and among the records. */
import { candidatesFor, evidenceFrom, findEvidence, rivalTimes } from '../core/evidence';
import { got } from '../core/problem';
import type { Seek } from './ports';

/** Asks the records only where a listed message can be the lost one. */
export const seek: Seek = async ({ channel, records, clock }, send) => {
  const list = await channel.readMessages(evidenceFrom(send.at));
  if (!list.ok) return list;
  const ids = new Set(candidatesFor(list.value, send).map(({ messageId }) => messageId));
  if (ids.size === 0) return got({ evidence: { kind: 'none' }, records: [] });
  const { key, phoneEnding } = send.notification;
  const [linked, rivals, present] = await Promise.all([
    records.linked([...ids]),
    records.claimedFor(phoneEnding, rivalTimes(send.at)),
    records.lookUp([key]),
  ]);
  if (!linked.ok) return linked;
  if (!rivals.ok) return rivals;
  if (!present.ok) return present;
  const { serverTime: readAt = clock.now(), ...found } = rivals.value;
  const evidence = findEvidence(list.value, send, { linked: linked.value, ...found, readAt });
  return got({ evidence, records: present.value.records });
};
