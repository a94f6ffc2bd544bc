import { Timeline } from '@zendeskgarden/react-accordions';
import { Button } from '@zendeskgarden/react-buttons';
import { DEFAULT_THEME, type IGardenTheme, ThemeProvider } from '@zendeskgarden/react-theming';
import { lazy, type ReactNode, Suspense, type SVGProps, useMemo } from 'react';

import type { Click } from '../core/events';
import type { Action, Card, TimelineStep } from './card';
import { type Look, useLook } from './look';
import { Say } from './Say';
import { wordsAt } from './words';

const NumberField = lazy(async () => ({ default: (await import('./NumberField')).NumberField }));

interface ControlsProps {
  readonly card: Card;
  readonly onClick: (click: Click) => void;
  readonly onOpenProfile: (userId: number) => void;
}

/** Everything of the card that Garden draws: the choice of a number, the buttons, the timeline. */
export function Controls({ card, onClick, onOpenProfile }: ControlsProps): ReactNode {
  const look = useLook();
  const theme = useMemo(() => themeFor(look), [look]);
  const { numbers, actions, timeline } = card;
  const press = (action: Action) => {
    if (action.kind === 'open_profile') onOpenProfile(action.userId);
    else if (!action.busy) onClick(action.click);
  };
  const buttons = actions.length > 0 && (
    <div className="actions" key="actions">
      {actions.map((action) => (
        <Button
          key={action.kind === 'click' ? action.click.kind : action.kind}
          size="small"
          data-weight={action.weight}
          isBasic={action.weight === 'quiet'}
          aria-disabled={action.kind === 'click' && action.busy}
          onClick={() => press(action)}
        >
          {wordsAt(action.label)}
        </Button>
      ))}
    </div>
  );
  const steps = timeline.length > 0 && (
    <Timeline aria-label={wordsAt('card.timeline')} key="timeline">
      {timeline.map((step) => (
        <Step key={step.label} step={step} />
      ))}
    </Timeline>
  );
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
        {isUrgent(card) ? [buttons, steps] : [steps, buttons]}
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
      {...(isLatest[state] ? { 'aria-current': 'step' } : {})}
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

const isLatest: Record<TimelineStep['state'], boolean> = {
  done: false,
  current: true,
  ahead: false,
  broken: true,
  doubtful: true,
};

const tick = 'm3.9 6.2 1.5 1.5 2.8-3.2';

const stepSigns: Record<TimelineStep['state'], string> = {
  done: tick,
  current: tick,
  ahead: '',
  broken: 'm4.4 4.4 3.2 3.2m0-3.2-3.2 3.2',
  doubtful: 'M4.7 4.9c0-.8.6-1.3 1.3-1.3s1.3.5 1.3 1.2c0 .9-1.3 1-1.3 1.9m0 1.4v.1',
};

type StepDotProps = SVGProps<SVGSVGElement> & { readonly state: TimelineStep['state'] };

/** Garden sizes and places an icon by the props that it adds to it. */
function StepDot({ state, ...svgProps }: StepDotProps): ReactNode {
  return (
    <svg {...svgProps} viewBox="0 0 12 12" aria-hidden="true">
      <circle cx="6" cy="6" r="4.5" />
      <path d={stepSigns[state]} />
    </svg>
  );
}

/** A button to press now stands above the past; one that can wait, below it. */
const isUrgent = ({ actions }: Card): boolean => actions.some(({ weight }) => weight === 'main');

/** Garden's theme in Zendesk's colours, with a timeline that fits a narrow column. */
function themeFor({ colorScheme, rtl }: Look): IGardenTheme {
  return {
    ...DEFAULT_THEME,
    rtl,
    colors: { ...DEFAULT_THEME.colors, base: colorScheme },
    components: {
      'timeline.content': 'padding: 4px 0; padding-inline-start: 8px;',
      'timeline.content.separator': 'padding: 3px 4px;',
    },
  };
}
