import { Button } from '@zendeskgarden/react-buttons';
import { Field, Input, Select } from '@zendeskgarden/react-forms';
import { type FormEvent, type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { misfitsOf } from '../../core/template-fit';
import type { Engine } from '../../engine/engine';
import type { NumberRead, Office, Profile, TemplatesFound } from '../../engine/office';
import { isLeaving } from '../../engine/test-message';
import { CardView } from '../CardView';
import { describeState } from '../describe';
import { Say } from '../Say';
import { say, wordsAt } from '../words';
import { Empty, ProblemEmpty } from './Empty';
import type { PageProps } from './pages';
import { useStarted } from './use-task';
import { Working } from './Working';

/** A message to the admin's own phone, followed as in a ticket. */
export function TestPage({ office, goTo }: PageProps): ReactNode {
  const templates = useStarted(office.templates);
  const profile = useStarted(office.profile);
  const [test, setTest] = useState(office.lastTest());
  const { value: found } = templates;
  const who = profile.value;
  if (found === undefined || who === undefined || templates.kind === 'running') {
    return (
      <div className="page">
        <Working task={office.templates} label="console.templates.progress_label" />
      </div>
    );
  }
  if (!who.ok) return <ProblemEmpty problem={who.problem} />;
  if (found.held.parsed.faults.length > 0) {
    return (
      <Empty title="console.test.not_ready" text="console.test.not_ready_text">
        <Button size="small" onClick={() => goTo('set_up')}>
          {wordsAt('console.test.to_set_up')}
        </Button>
      </Empty>
    );
  }
  return (
    <div className="page test">
      <TestForm office={office} found={found} profile={who.value} test={test} onStarted={setTest} />
      {test !== undefined && <Followed office={office} engine={test} />}
    </div>
  );
}

interface TestFormProps {
  readonly office: Office;
  readonly found: TemplatesFound;
  readonly profile: Profile;
  readonly test: Engine | undefined;
  readonly onStarted: (engine: Engine) => void;
}

function TestForm({ office, found, profile, test, onStarted }: TestFormProps): ReactNode {
  const { settings } = found.held.parsed;
  const [written, write] = useState(profile.phones[0] ?? '');
  const read = useNumber(office, written, settings.defaultCountry);
  const languages = languagesOf(found);
  const isBusy = useSyncExternalStore(
    test?.subscribe ?? neverTold,
    () => test !== undefined && isLeaving(test.state()),
  );
  const [language, choose] = useState(settings.templateLanguage);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (read?.ok !== true) return;
    onStarted(office.startTest({ settings, admin: profile.specialist, written, language }));
  };
  return (
    <form className="test-form" onSubmit={send}>
      <h2 className="headline">{wordsAt('console.test.title')}</h2>
      <p>{wordsAt('console.test.text')}</p>
      <Field>
        <Field.Label>{wordsAt('console.test.number')}</Field.Label>
        <Input
          type="tel"
          isCompact
          dir="ltr"
          autoComplete="tel"
          value={written}
          onChange={({ target }) => write(target.value)}
          {...(read?.ok === false && written !== '' ? { validation: 'error' as const } : {})}
        />
        <Field.Message
          {...(read?.ok === false && written !== '' ? { validation: 'error' as const } : {})}
          validationLabel={wordsAt('console.grade.red')}
        >
          <Say
            what={
              read === undefined
                ? say('console.loading')
                : read.ok
                  ? say('console.test.reads_as', { number: read.number.shown })
                  : say(`console.test.${read.fault}`)
            }
          />
        </Field.Message>
      </Field>
      <Field>
        <Field.Label>{wordsAt('setting.template_language')}</Field.Label>
        <Select isCompact value={language} onChange={({ target }) => choose(target.value)}>
          {languages.map((code) => (
            <option key={code} value={code}>
              {code}
            </option>
          ))}
        </Select>
      </Field>
      <div className="actions">
        <Button isPrimary type="submit" aria-disabled={isBusy || read?.ok !== true}>
          {wordsAt('console.test.send')}
        </Button>
      </div>
      <p className="note">{wordsAt('console.test.recorded')}</p>
    </form>
  );
}

const neverTold = () => () => undefined;

/** The languages in which the template of the settings can be sent; the settings' own comes even if it cannot. */
function languagesOf({ held, list }: TemplatesFound): readonly string[] {
  const { templateName, templateLanguage } = held.parsed.settings;
  const usable = list?.ok === true ? list.value.filter((one) => misfitsOf(one).length === 0) : [];
  const codes = usable.filter(({ name }) => name === templateName).map(({ language }) => language);
  return [...new Set([templateLanguage, ...codes])];
}

/** How the number reads; undefined while nobody knows. */
function useNumber(office: Office, written: string, country: string | undefined): NumberRead | undefined {
  const [known, setKnown] = useState<{ readonly of: string; readonly read: NumberRead }>();
  useEffect(() => {
    let isWanted = true;
    void office.readNumber(written, country).then((read) => {
      if (isWanted) setKnown({ of: written, read });
    });
    return () => {
      isWanted = false;
    };
  }, [office, written, country]);
  return known?.of === written ? known.read : undefined;
}

interface FollowedProps {
  readonly office: Office;
  readonly engine: Engine;
}

/** The test as an agent would see it in a ticket. */
function Followed({ office, engine }: FollowedProps): ReactNode {
  const state = useSyncExternalStore(engine.subscribe, engine.state);
  return (
    <section className="followed" aria-label={wordsAt('console.test.followed')}>
      <p className="note">{wordsAt('console.test.followed')}</p>
      <CardView
        inPage
        card={describeState(state, office.ports.clock.now())}
        state={state}
        onClick={(click) => engine.dispatch(click)}
        onOpenProfile={() => undefined}
      />
    </section>
  );
}
