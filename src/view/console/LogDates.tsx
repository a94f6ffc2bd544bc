import { Field, Input } from '@zendeskgarden/react-forms';
import { type ReactNode, useState } from 'react';
import type { LogFilter } from '../../core/log';
import { Say, useTelling } from '../Say';
import { say, wordsAt } from '../words';
import { dayFrom, zoneText } from './moment';

/** ms: from the beginning of the first day, and before that of the day behind the last one. */
interface ChosenDays {
  readonly from: number | undefined;
  readonly until: number | undefined;
}

interface LogDatesProps {
  readonly filter: LogFilter;
  readonly dayOf: (at: number) => string;
  readonly onChange: (days: ChosenDays) => void;
}

/** The first and the last day that are looked for, each by itself; days begin and end where the visitor is. */
export function LogDates({ filter, dayOf, onChange }: LogDatesProps): ReactNode {
  const [first, writeFirst] = useState(filter.from === undefined ? '' : dayOf(filter.from));
  const [last, writeLast] = useState(filter.until === undefined ? '' : dayOf(filter.until - 1));
  const { locale, now } = useTelling();
  const isWrong = first !== '' && last !== '' && first > last;

  const change = (firstDay: string, lastDay: string): void => {
    writeFirst(firstDay);
    writeLast(lastDay);
    const period = { from: dayFrom(firstDay)?.from, until: dayFrom(lastDay)?.until };
    const isTyped = (day: string) => day === '' || dayFrom(day) !== undefined;
    const isEmpty = period.from !== undefined && period.until !== undefined && period.from >= period.until;
    if (isTyped(firstDay) && isTyped(lastDay) && !isEmpty) onChange(period);
  };
  const wrong = isWrong ? { validation: 'error' as const } : {};

  return (
    <div className="log-dates">
      <Field>
        <Field.Label>{wordsAt('console.log.first_day')}</Field.Label>
        <Input
          isCompact
          type="date"
          value={first}
          onChange={({ target }) => change(target.value, last)}
          {...wrong}
        />
      </Field>
      <Field>
        <Field.Label>{wordsAt('console.log.last_day')}</Field.Label>
        <Input
          isCompact
          type="date"
          value={last}
          onChange={({ target }) => change(first, target.value)}
          {...wrong}
        />
        {isWrong && (
          <Field.Message validation="error" validationLabel={wordsAt('console.grade.red')}>
            {wordsAt('console.log.days_wrong')}
          </Field.Message>
        )}
      </Field>
      <p className="note">
        <Say what={say('console.log.zone', { zone: zoneText(filter.from ?? now, locale) })} />
      </p>
    </div>
  );
}
