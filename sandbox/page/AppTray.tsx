import { useLayoutEffect, useRef } from 'react';
import { Field } from './Field';
import type { AppFrame, Helpdesk, HelpdeskState, TrayWidth } from './helpdesk';
import type { AttachFrame } from './Page';

const APP_NAME = '1MSG Agent Assigned';
const WIDTHS: readonly TrayWidth[] = ['280', '320', '400', 'wide'];

interface AppTrayProps {
  readonly helpdesk: Helpdesk;
  readonly state: HelpdeskState;
  readonly attach: AttachFrame;
}

/** The apps beside the ticket: one iframe for every open ticket, the one in front shown. */
export function AppTray({ helpdesk, state, attach }: AppTrayProps): React.JSX.Element {
  const { tray, frames, active } = state;
  return (
    <section className="tray" aria-label="Apps">
      <div className="pane-heading">
        <h2>Apps</h2>
        {tray.isOpen && (
          <button type="button" className="quiet" onClick={() => helpdesk.reloadApps()}>
            Reload app
          </button>
        )}
        <button type="button" className="quiet" onClick={() => helpdesk.setTrayOpen(!tray.isOpen)}>
          {tray.isOpen ? 'Close apps' : 'Open apps'}
        </button>
      </div>
      <div className="app" hidden={!tray.isOpen}>
        <button
          type="button"
          className="app-heading"
          aria-expanded={tray.isExpanded}
          onClick={() => helpdesk.setTrayExpanded(!tray.isExpanded)}
        >
          {APP_NAME}
        </button>
        <div className="app-frames" hidden={!tray.isExpanded}>
          {frames.map((frame) => (
            <Frame
              key={frame.guid}
              frame={frame}
              isShown={frame.ticketId === active && !frame.isLeaving}
              attach={attach}
            />
          ))}
          {typeof active !== 'number' && <p className="empty">Apps appear with a ticket.</p>}
        </div>
      </div>
      {tray.isOpen && (
        <div className="tray-foot">
          <Field label="Width" className="inline">
            {(id) => (
              <select
                id={id}
                value={tray.width}
                onChange={(event) =>
                  helpdesk.setTrayWidth(WIDTHS.find((width) => width === event.target.value) ?? '320')
                }
              >
                {WIDTHS.map((width) => (
                  <option key={width}>{width}</option>
                ))}
              </select>
            )}
          </Field>
          <label className="inline" title="Send ticket.updated after this agent’s own saves too">
            <input
              type="checkbox"
              checked={state.tellsOwnSaves}
              onChange={(event) => helpdesk.setTellsOwnSaves(event.target.checked)}
            />
            Echo own saves
          </label>
        </div>
      )}
    </section>
  );
}

interface FrameProps {
  readonly frame: AppFrame;
  readonly isShown: boolean;
  readonly attach: AttachFrame;
}

function Frame({ frame, isShown, attach }: FrameProps): React.JSX.Element {
  const element = useRef<HTMLIFrameElement>(null);
  // A frame never changes under its guid except for its looks, so the first one stands for all.
  const first = useRef(frame);

  // Before paint, because the app may say its first words as soon as it is loaded.
  useLayoutEffect(() => {
    const frameWindow = element.current?.contentWindow;
    return frameWindow ? attach(first.current, frameWindow) : undefined;
  }, [attach]);

  return (
    <iframe
      ref={element}
      title={isShown ? APP_NAME : `${APP_NAME} of #${frame.ticketId}, not in front`}
      src={frame.src}
      hidden={!isShown}
      style={frame.height === null ? undefined : { height: frame.height }}
      sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-downloads"
    />
  );
}
