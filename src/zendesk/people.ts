/** A ticket's facts as they are saved, its people and its tags, over REST: needed once there is something to announce. */
import { failed, got, problem, type Reading } from '../core/problem';
import type { PhoneEntry, Requester } from '../core/ticket';
import { isObject } from '../engine/http';
import type { Desk } from '../engine/ports';
import {
  type Answer,
  type CallZendesk,
  isRefusal,
  isSuccess,
  pageSize,
  readAnswer,
  refusalOf,
  type Turn,
} from './transport';
import { readId, readList, readSpecialist, readStatus, readTags, readText } from './wire';

/** The saved ticket and its people, asked with the agent's own session and permissions. */
export function createPeople(call: CallZendesk): Omit<Desk, 'readAudits'> {
  const read = async (path: string, turn: Turn = 'step'): Promise<Reading<Answer>> =>
    readAnswer(await call({ method: 'GET', path, turn }), 'desk');

  return {
    async readSaved(ticketId) {
      // Read beside a claim, or right before one.
      const answer = await read(`/api/v2/tickets/${ticketId}.json`, 'finish');
      if (!answer.ok) return answer;
      const { ticket } = answer.value.json;
      if (!isObject(ticket)) return failed(problem('zendesk_unreachable', 'No ticket.'));
      return got({
        requesterId: readId(ticket.requester_id),
        tags: readTags(ticket.tags),
        status: readStatus(ticket.status),
        specialistId: readId(ticket.assignee_id),
      });
    },

    async readPeople(requesterId, specialistId) {
      const ids = [...new Set([requesterId, specialistId ?? requesterId])].join();
      const people = await read(`/api/v2/users/show_many.json?ids=${ids}&include=identities`);
      if (!people.ok) return people;
      const users = readList(people.value.json.users).filter(isObject);
      const userOf = (id: number | undefined) =>
        users.find((user) => id !== undefined && readId(user.id) === id);
      const specialist = readSpecialist(userOf(specialistId));
      const user = userOf(requesterId);
      if (user === undefined || user.active === false) {
        return got({
          requester: { ...parseRequester(user ?? {}, requesterId, []), deleted: true },
          specialist,
        });
      }

      let { identities } = people.value.json;
      if (!Array.isArray(identities)) {
        const answer = await read(`/api/v2/users/${requesterId}/identities.json?per_page=${pageSize}`);
        if (!answer.ok) return answer;
        identities = answer.value.json.identities;
      }
      return got({ requester: parseRequester(user, requesterId, readList(identities)), specialist });
    },

    async addTag(ticketId, tag) {
      // PUT adds to the tags, and leaves those that somebody else saves at the same time.
      const path = `/api/v2/tickets/${ticketId}/tags.json`;
      // By the time that a wait is over, an agent may be submitting the ticket.
      const reply = await call({ method: 'PUT', path, body: { tags: [tag] }, turn: 'at_once' });
      if (reply.kind === 'answered' && isSuccess(reply)) return { kind: 'saved' };
      const isNo = reply.kind === 'answered' && isRefusal(reply.status);
      return { kind: isNo ? 'refused' : 'lost', problem: refusalOf(reply, 'desk') };
    },
  };
}

/** A user as the customer of a message; `identities` may hold those of other users. */
export function parseRequester(
  user: Readonly<Record<string, unknown>>,
  id: number,
  identities: readonly unknown[],
): Requester {
  return {
    id,
    name: readText(user.name) ?? '',
    locale: readText(user.locale),
    tags: readTags(user.tags),
    suspended: user.suspended === true,
    deleted: false,
    phones: phonesOf(user, id, identities),
  };
}

/** Best first: verified identities, then the primary one, then the others, then the profile's number. */
function phonesOf(
  user: Readonly<Record<string, unknown>>,
  id: number,
  identities: readonly unknown[],
): readonly PhoneEntry[] {
  const rank = ({ verified, primary }: Readonly<Record<string, unknown>>) =>
    (verified === true ? 0 : 2) + (primary === true ? 0 : 1);
  const fromIdentities = identities
    .filter(isObject)
    .filter(({ type, user_id }) => type === 'phone_number' && (readId(user_id) ?? id) === id)
    .sort((a, b) => rank(a) - rank(b))
    .map(({ value }): PhoneEntry => ({ written: readText(value) ?? '', source: 'identity' }));
  const all: readonly PhoneEntry[] = [
    ...fromIdentities,
    { written: readText(user.phone) ?? '', source: 'profile' },
  ];
  return all.filter(
    ({ written }, index) => written !== '' && all.findIndex((entry) => entry.written === written) === index,
  );
}
