/** Whether this person may keep records, and whether Zendesk refuses a duplicate: tried out, and cleared away. */
import { claimText } from '../core/claim';
import type { Created } from '../core/events';
import type { Notification } from '../core/notification';
import type { Problem } from '../core/problem';
import type { Trial } from '../core/set-up';
import { trialTicketId } from '../core/trial';
import type { Clock, Records } from './ports';

/** How long a list may lag behind a write, ms, before what was created is looked for. */
const settle = 1_500;

/**
 * Creates a record and a second one with the same external id, edits the first and removes both again, whatever
 * happens between. The id is the user's own, so that two admins do not meet, and what an interrupted trial left
 * behind is found by the next one. Up to eight requests.
 */
export async function tryRecords(
  { clock, records }: { readonly clock: Clock; readonly records: Records },
  userId: number,
): Promise<Trial> {
  const key = { ticketId: trialTicketId, auditId: userId, attempt: 1 };
  const notification: Notification = {
    status: 'claimed',
    key,
    specialist: { id: userId, name: 'Set-up check' },
    phoneEnding: '',
    template: '',
    language: '',
    sentBy: userId,
    timeline: { claimed: clock.now() },
  };
  const made = new Set<string>();
  let isUncertain = false;

  const create = async (token: string): Promise<Created> => {
    const created = await records.create(notification, claimText('seen', token));
    if (created.kind === 'created') made.add(created.recordId);
    if (created.kind === 'lost') isUncertain = true;
    return created;
  };
  const find = async (): Promise<Problem | undefined> => {
    const reading = await records.lookUp([key]);
    if (!reading.ok) return reading.problem;
    for (const { recordId } of reading.value.records) made.add(recordId);
    return undefined;
  };
  const clear = async (): Promise<number> => {
    let left = 0;
    for (const recordId of made) {
      const removed = await records.remove(recordId);
      // Another window of the same admin may have been quicker.
      const isGone = removed.kind === 'saved' || removed.problem.code === 'not_recorded';
      if (isGone) made.delete(recordId);
      else left += 1;
    }
    return left;
  };

  const unseen = await find();
  if (unseen !== undefined) return { kind: 'refused', problem: unseen };
  await clear();

  const first = await create('trial.1');
  const second = first.kind === 'created' ? await create('trial.2') : undefined;
  const edited =
    first.kind === 'created'
      ? await records.save(first.recordId, { ...notification, timeline: {} })
      : undefined;
  if (isUncertain) {
    await new Promise<void>((resolve) => clock.setTimer(resolve, settle));
    await find();
  }
  const left = await clear();

  if (first.kind === 'refused' || first.kind === 'lost') return { kind: 'refused', problem: first.problem };
  if (edited?.kind === 'refused') return { kind: 'refused', problem: edited.problem };
  return { kind: 'tried', unique: first.kind === 'duplicate' ? true : isRefused(second), left };
}

function isRefused(second: Created | undefined): boolean | undefined {
  if (second?.kind === 'duplicate') return true;
  return second?.kind === 'created' ? false : undefined;
}
