import { Button } from '@zendeskgarden/react-buttons';
import { Field, Input, Select } from '@zendeskgarden/react-forms';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { LogFilter } from '../../core/log';
import { isStatus, statuses } from '../../core/notification';
import { isProblemCode, problems } from '../../core/problem';
import { isEmpty } from '../../engine/log';
import { wordsAt } from '../words';

interface LogFiltersProps {
  readonly filter: LogFilter;
  readonly now: () => number;
  readonly onChange: (filter: LogFilter) => void;
}

const day = 24 * 60 * 60_000;

/** How far back, ms. */
const periods = [
  { id: 'period_all', back: undefined },
  { id: 'period_day', back: day },
  { id: 'period_week', back: 7 * day },
  { id: 'period_month', back: 30 * day },
] as const;

type Period = (typeof periods)[number]['id'];

/** What is looked for. Choices take effect at once, what is typed with Enter or when its field is left. */
export function LogFilters({ filter, now, onChange }: LogFiltersProps): ReactNode {
  const [specialist, writeSpecialist] = useState(filter.specialist ?? '');
  const [ticket, writeTicket] = useState(filter.ticketId === undefined ? '' : String(filter.ticketId));
  const [period, choosePeriod] = useState<Period>('period_all');
  const isWrong = !/^#?\d{0,15}$/.test(ticket.trim());

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
  const clear = (): void => {
    writeSpecialist('');
    writeTicket('');
    choosePeriod('period_all');
    onChange({});
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
        <Select
          isCompact
          value={period}
          onChange={({ target }) => {
            const chosen = periods.find(({ id }) => id === target.value) ?? periods[0];
            choosePeriod(chosen.id);
            change({ from: chosen.back === undefined ? undefined : now() - chosen.back });
          }}
        >
          {periods.map(({ id }) => (
            <option key={id} value={id}>
              {wordsAt(`console.log.${id}`)}
            </option>
          ))}
        </Select>
      </Field>
      {/* Enter in a field sends the form. */}
      <button type="submit" hidden>
        {wordsAt('console.log.filters')}
      </button>
      {!isEmpty(filter) && (
        <Button size="small" isBasic onClick={clear}>
          {wordsAt('console.log.clear')}
        </Button>
      )}
    </form>
  );
}
