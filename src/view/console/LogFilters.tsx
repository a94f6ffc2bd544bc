import { Field, Input, Select } from '@zendeskgarden/react-forms';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import type { LogFilter } from '../../core/log';
import { isStatus, statuses } from '../../core/notification';
import { isProblemCode, problems } from '../../core/problem';
import { wordsAt } from '../words';
import { LogDates } from './LogDates';

interface LogFiltersProps {
  readonly filter: LogFilter;
  readonly now: () => number;
  readonly dayOf: (at: number) => string;
  readonly onChange: (filter: LogFilter) => void;
}

const day = 24 * 60 * 60_000;

/** How far back, days. */
const periods = [
  { id: 'period_all', days: undefined },
  { id: 'period_day', days: 1 },
  { id: 'period_week', days: 7 },
  { id: 'period_month', days: 30 },
] as const;

type Period = (typeof periods)[number]['id'] | 'period_days';

/** The choice that a filter comes from. */
function periodOf({ from, until, lastDays }: LogFilter): Period {
  if (from === undefined && until === undefined) return 'period_all';
  return periods.find(({ days }) => days !== undefined && days === lastDays)?.id ?? 'period_days';
}

/** What is looked for. Choices take effect at once, what is typed with Enter or when its field is left. */
export function LogFilters({ filter, now, dayOf, onChange }: LogFiltersProps): ReactNode {
  const [specialist, writeSpecialist] = useState(filter.specialist ?? '');
  const [ticket, writeTicket] = useState(filter.ticketId === undefined ? '' : String(filter.ticketId));
  const [isByDays, chooseDays] = useState(false);
  const period = isByDays ? 'period_days' : periodOf(filter);
  const isWrong = !/^#?\d{0,15}$/.test(ticket.trim());
  // The banner above chooses filters as well.
  useEffect(() => writeSpecialist(filter.specialist ?? ''), [filter.specialist]);
  useEffect(
    () => writeTicket(filter.ticketId === undefined ? '' : String(filter.ticketId)),
    [filter.ticketId],
  );

  const typed = (): Pick<LogFilter, 'specialist' | 'ticketId'> => {
    const digits = ticket.trim().replace('#', '');
    return {
      specialist: specialist.trim() === '' ? undefined : specialist.trim(),
      ticketId: isWrong || digits === '' ? undefined : Number(digits),
    };
  };
  const change = (changes: LogFilter): void => onChange({ ...filter, ...typed(), ...changes });
  const leave = (): void => {
    const { specialist: who, ticketId } = typed();
    if (who !== filter.specialist || ticketId !== filter.ticketId) change({});
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    leave();
  };
  const choosePeriod = (id: string): void => {
    chooseDays(id === 'period_days');
    if (id === 'period_days') return;
    const lastDays = periods.find((one) => one.id === id)?.days;
    const from = lastDays === undefined ? undefined : now() - lastDays * day;
    change({ from, until: undefined, lastDays });
  };

  return (
    <form className="log-filters" aria-label={wordsAt('console.log.filters')} onSubmit={submit}>
      <Field>
        <Field.Label>{wordsAt('console.log.status')}</Field.Label>
        <Select
          isCompact
          value={filter.status ?? ''}
          onChange={({ target }) => change({ status: isStatus(target.value) ? target.value : undefined })}
        >
          <option value="">{wordsAt('console.log.any_status')}</option>
          {statuses.map((status) => (
            <option key={status} value={status}>
              {wordsAt(`status.${status}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field>
        <Field.Label>{wordsAt('console.log.problem')}</Field.Label>
        <Select
          isCompact
          value={filter.problem ?? ''}
          onChange={({ target }) =>
            change({ problem: isProblemCode(target.value) ? target.value : undefined })
          }
        >
          <option value="">{wordsAt('console.log.any_problem')}</option>
          {Object.keys(problems)
            .filter(isProblemCode)
            .map((code) => (
              <option key={code} value={code}>
                {wordsAt(`problem.${code}.title`)}
              </option>
            ))}
        </Select>
      </Field>
      <Field>
        <Field.Label>{wordsAt('console.log.specialist')}</Field.Label>
        <Input
          isCompact
          value={specialist}
          placeholder={wordsAt('console.log.specialist_hint')}
          onChange={({ target }) => writeSpecialist(target.value)}
          onBlur={leave}
        />
      </Field>
      <Field>
        <Field.Label>{wordsAt('console.log.ticket')}</Field.Label>
        <Input
          isCompact
          inputMode="numeric"
          value={ticket}
          placeholder={wordsAt('console.log.ticket_hint')}
          onChange={({ target }) => writeTicket(target.value)}
          onBlur={leave}
          {...(isWrong ? { validation: 'error' as const } : {})}
        />
        {isWrong && (
          <Field.Message validation="error" validationLabel={wordsAt('console.grade.red')}>
            {wordsAt('console.log.ticket_wrong')}
          </Field.Message>
        )}
      </Field>
      <Field>
        <Field.Label>{wordsAt('console.log.period')}</Field.Label>
        <Select isCompact value={period} onChange={({ target }) => choosePeriod(target.value)}>
          {[...periods.map(({ id }) => id), 'period_days' as const].map((id) => (
            <option key={id} value={id}>
              {wordsAt(`console.log.${id}`)}
            </option>
          ))}
        </Select>
      </Field>
      {period === 'period_days' && (
        <LogDates
          filter={filter}
          dayOf={dayOf}
          onChange={(chosen) => change({ ...chosen, lastDays: undefined })}
        />
      )}
      {/* Enter in a field sends the form. */}
      <button type="submit" hidden>
        {wordsAt('console.log.filters')}
      </button>
    </form>
  );
}
