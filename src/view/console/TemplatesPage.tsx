import { Button } from '@zendeskgarden/react-buttons';
import { Field, Input } from '@zendeskgarden/react-forms';
import { type FormEvent, type ReactNode, useState } from 'react';
import { type ListedTemplate, misfitsOf } from '../../core/template-fit';
import type { TemplatesFound } from '../../engine/office';
import { Say } from '../Say';
import { say, wordsAt } from '../words';
import { ChosenTemplate } from './ChosenTemplate';
import { Empty, ProblemEmpty } from './Empty';
import type { PageProps } from './pages';
import { TemplateTable } from './TemplateTable';
import { useStarted } from './use-task';
import { Working } from './Working';

/** The channel's templates: which of them fit, how a message looks, and what to put into the app's settings. */
export function TemplatesPage(props: PageProps): ReactNode {
  const { office } = props;
  const { kind, value } = useStarted(office.templates);
  return (
    <div className="page">
      {value !== undefined && (
        <ChannelForm
          key={value.channelId}
          channelId={value.channelId}
          onShow={(channelId) => office.listTemplatesOf(channelId)}
        />
      )}
      <Working task={office.templates} label="console.templates.progress_label" />
      {value !== undefined && kind !== 'running' && <Found {...props} found={value} />}
    </div>
  );
}

interface ChannelFormProps {
  readonly channelId: string;
  readonly onShow: (channelId: string) => void;
}

function ChannelForm({ channelId, onShow }: ChannelFormProps): ReactNode {
  const [typed, type] = useState(channelId);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== '') onShow(typed.trim());
  };
  return (
    <form className="inline-form" onSubmit={submit}>
      <Field>
        <Field.Label>{wordsAt('setting.channel_id')}</Field.Label>
        <Input isCompact value={typed} onChange={({ target }) => type(target.value)} />
      </Field>
      <Button size="small" type="submit">
        {wordsAt('console.templates.show')}
      </Button>
    </form>
  );
}

interface FoundProps extends PageProps {
  readonly found: TemplatesFound;
}

function Found({ found, ...props }: FoundProps): ReactNode {
  const { list, held, channelId } = found;
  const { settings } = held.parsed;
  const [picked, pick] = useState<ListedTemplate>();
  if (list === undefined) {
    return channelId === '' ? (
      <Empty title="console.templates.no_channel" text="console.templates.no_channel_text" />
    ) : (
      <Empty title="console.templates.stopped" text="console.templates.stopped_text" />
    );
  }
  if (!list.ok) return <ProblemEmpty problem={list.problem} />;
  if (list.value.length === 0) {
    return <Empty title="console.templates.none" text="console.templates.none_text" />;
  }
  const usable = list.value.filter((template) => misfitsOf(template).length === 0);
  const inUse = usable.find(
    ({ name, language }) => name === settings.templateName && language === settings.templateLanguage,
  );
  const chosen = picked ?? inUse ?? usable[0];
  return (
    <div className="templates">
      {chosen === undefined ? (
        <Empty title="console.templates.none_fits" text="console.templates.none_fits_text" />
      ) : (
        <ChosenTemplate {...props} found={found} list={list.value} template={chosen} />
      )}
      <section className="templates-list" aria-label={wordsAt('console.templates.all')}>
        <h2 className="small-title">
          <Say what={say('console.templates.count', { count: list.value.length, usable: usable.length })} />
        </h2>
        <TemplateTable templates={list.value} chosen={chosen} inUse={inUse} onChoose={pick} />
      </section>
    </div>
  );
}
