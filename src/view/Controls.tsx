import { Timeline } from '@zendeskgarden/react-accordions';
import { Button } from '@zendeskgarden/react-buttons';
import { DEFAULT_THEME, type IGardenTheme, ThemeProvider } from '@zendeskgarden/react-theming';
import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import type { CardViewProps } from './CardView';
import type { Action, TimelineStep } from './card';
import { type Look, useLook } from './look';
import { Say } from './Say';
import { wordsAt } from './words';

const NumberField = lazy(async () => ({ default: (await import('./NumberField')).NumberField }));

/** Everything of the card that Garden draws: the choice of a number, the buttons, the timeline. */
export function Controls({ card, onClick, onOpenProfile }: CardViewProps): ReactNode {
  const look = useLook();
  const theme = useMemo(() => themeFor(look), [look]);
  const { numbers, actions, timeline } = card;
  const press = (action: Action) => {
    if (action.kind === 'open_profile') onOpenProfile(action.userId);
    else if (!action.busy) onClick(action.click);
  };
  return (
    <ThemeProvider theme={theme}>
      <div className="controls">
        {numbers !== undefined && (
          <Suspense fallback={null}>
            <NumberField
              numbers={numbers}
              onChoose={(digits) => onClick({ kind: 'number_chosen', digits })}
            />
          </Suspense>
        )}
        {actions.length > 0 && (
          <div className="actions">
            {actions.map((action) => (
              <Button
                key={action.kind === 'click' ? action.click.kind : action.kind}
                size="small"
                isBasic={action.weight === 'quiet'}
                aria-disabled={action.kind === 'click' && action.busy}
                onClick={() => press(action)}
              >
                {wordsAt(action.label)}
              </Button>
            ))}
          </div>
        )}
        {timeline.length > 0 && (
          <Timeline aria-label={wordsAt('card.timeline')}>
            {timeline.map((step) => (
              <Step key={step.label} step={step} />
            ))}
          </Timeline>
        )}
      </div>
    </ThemeProvider>
  );
}

function Step({ step: { label, at, state } }: { readonly step: TimelineStep }): ReactNode {
  return (
    <Timeline.Item
      className="step"
      data-state={state}
      icon={<StepDot state={state} />}
      {...(state === 'current' ? { 'aria-current': 'step' } : {})}
    >
      <Timeline.Content className="step-line">
        <span>{wordsAt(label)}</span>
        {at === undefined ? (
          state === 'ahead' && <span className="unseen">{wordsAt('step.not_yet')}</span>
        ) : (
          <span className="when">
            <Say what={{ at }} />
          </span>
        )}
      </Timeline.Content>
    </Timeline.Item>
  );
}

function StepDot({ state }: { readonly state: TimelineStep['state'] }): ReactNode {
  return (
    <svg className="step-dot" viewBox="0 0 12 12" aria-hidden="true">
      <circle cx="6" cy="6" r="4.5" />
      {state === 'broken' ? (
        <path d="m4.4 4.4 3.2 3.2m0-3.2-3.2 3.2" />
      ) : (
        <path d="m3.9 6.2 1.5 1.5 2.8-3.2" />
      )}
    </svg>
  );
}

/** Garden's theme in Zendesk's colours, with a timeline that fits a narrow column. */
function themeFor({ colorScheme, rtl }: Look): IGardenTheme {
  return {
    ...DEFAULT_THEME,
    rtl,
    colors: { ...DEFAULT_THEME.colors, base: colorScheme },
    components: {
      'timeline.content': 'padding: 4px 0; padding-inline-start: 8px;',
      'timeline.content.separator': 'padding: 4px;',
    },
  };
}
