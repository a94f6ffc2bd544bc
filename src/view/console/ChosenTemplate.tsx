import { Button } from '@zendeskgarden/react-buttons';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { composeMessage } from '../../core/message';
import type { SettingName, Settings } from '../../core/settings';
import { daysLate, type ListedTemplate } from '../../core/template-fit';
import type { Example, TemplatesFound } from '../../engine/office';
import { MessageBubble } from '../MessageBubble';
import { Say } from '../Say';
import { say, wordsAt } from '../words';
import { CopyField } from './CopyField';
import type { PageProps } from './pages';

const SaveDialog = lazy(async () => ({ default: (await import('./SaveDialog')).SaveDialog }));

interface ChosenTemplateProps extends PageProps {
  readonly found: TemplatesFound;
  readonly list: readonly ListedTemplate[];
  readonly template: ListedTemplate;
}

/** A template that fits: a message made of it, and the values that the app's settings need for it. */
export function ChosenTemplate({ found, list, template, office, goTo }: ChosenTemplateProps): ReactNode {
  const [isSaving, setSaving] = useState(false);
  const { held, channelId, example } = found;
  const values = valuesFor(channelId, template);
  const { plain } = held;
  const changes = new Map([...values].filter(([name, value]) => plain?.get(name) !== value));
  const days = daysLate(template);
  const address = office.ports.addressOf('app_settings');
  return (
    <section className="chosen" aria-label={wordsAt('console.templates.chosen_title')}>
      <div>
        <h2 className="small-title">
          <Say
            what={
              example === undefined
                ? say('console.templates.example_made')
                : say('console.templates.example_of', { ticket: example.ticketId })
            }
          />
        </h2>
        <Preview settings={held.parsed.settings} list={list} template={template} example={example} />
        {days > 0 && (
          <p className="warning">
            <Say what={say('console.templates.late', { days })} />
          </p>
        )}
      </div>
      <div className="values">
        <h2 className="small-title">{wordsAt('console.templates.values')}</h2>
        {[...values].map(([name, value]) => (
          <CopyField key={name} label={`setting.${name}`} value={value} />
        ))}
        <div className="actions">
          {plain !== undefined && changes.size > 0 && (
            <Button isPrimary size="small" onClick={() => setSaving(true)}>
              {wordsAt('console.templates.save')}
            </Button>
          )}
          {address !== undefined && (
            <a className="link" href={address} target="_blank" rel="noreferrer">
              {wordsAt('console.place.app_settings')}
            </a>
          )}
        </div>
        <p className="note">
          {wordsAt(
            plain === undefined
              ? 'console.templates.copy_only'
              : changes.size === 0
                ? 'console.templates.all_saved'
                : 'console.templates.token_stays',
          )}
        </p>
      </div>
      {isSaving && plain !== undefined && (
        <Suspense fallback={null}>
          <SaveDialog
            office={office}
            changes={changes}
            seen={plain}
            onClose={() => setSaving(false)}
            onSaved={() => {
              setSaving(false);
              office.templates.start();
              office.setUp.start();
              goTo('set_up');
            }}
          />
        </Suspense>
      )}
    </section>
  );
}

type WantedSetting = Extract<
  SettingName,
  'channel_id' | 'template_name' | 'template_namespace' | 'template_language'
>;

/** A namespace that 1MSG does not tell is left for the admin to copy from there. */
const valuesFor = (channelId: string, template: ListedTemplate): ReadonlyMap<WantedSetting, string> =>
  new Map<WantedSetting, string>([
    ['channel_id', channelId],
    ['template_name', template.name],
    ...(template.namespace === undefined ? [] : [['template_namespace', template.namespace] as const]),
    ['template_language', template.language],
  ]);

interface PreviewProps {
  readonly settings: Settings;
  readonly list: readonly ListedTemplate[];
  readonly template: ListedTemplate;
  readonly example: Example | undefined;
}

/** The very message that a send would make of the example. */
function Preview({ settings, list, template, example }: PreviewProps): ReactNode {
  const made = madeUp(template.language);
  const { ticketId, requester, specialist } = example ?? made;
  const tried: Settings = {
    ...settings,
    templateName: template.name,
    templateNamespace: template.namespace ?? settings.templateNamespace,
    templateLanguage: template.language,
    matchCustomerLanguage: false,
  };
  const phone = { digits: '', shown: '', written: '' };
  const message = composeMessage({
    settings: tried,
    ticketId,
    requester,
    specialist,
    phone,
    templates: list,
  });
  return message.ok ? (
    <MessageBubble shown={{ message: message.value, customer: requester.name }} />
  ) : (
    <p>
      <Say what={say(`problem.${message.problem.code}.title`)} />
    </p>
  );
}

const madeUp = (locale: string): Example => ({
  ticketId: 12345,
  requester: {
    id: 0,
    name: wordsAt('console.templates.example_customer'),
    locale,
    tags: [],
    suspended: false,
    deleted: false,
    phones: [],
  },
  specialist: { id: 0, name: wordsAt('console.templates.example_specialist') },
});
