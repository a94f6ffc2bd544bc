import { Field } from './Field';
import { type AttachFrame, Frame } from './Frame';
import type { Helpdesk, HelpdeskState, TrayWidth } from './helpdesk';
import { WhenCreated } from './WhenCreated';

const WIDTHS: readonly TrayWidth[] = ['280', '320', '400', 'wide'];

interface AppTrayProps {
  readonly helpdesk: Helpdesk;
  readonly state: HelpdeskState;
  readonly attach: AttachFrame;
}

/** The apps beside the ticket: one iframe for every open ticket, the one in front shown. */
export function AppTray({ helpdesk, state, attach }: AppTrayProps): React.JSX.Element {
  const { tray, page, active, world } = state;
  const { name } = world.installation;
  const frames = state.frames.filter(({ place }) => place !== 'nav_bar');
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
          {name}
        </button>
        <div className="app-frames" hidden={!tray.isExpanded}>
          {frames.map((frame) => {
            const { place, isLeaving, isOutliving } = frame;
            const isShown = page === 'tickets' && place === active && !isLeaving && !isOutliving;
            const whose = place === 'new' ? 'the new ticket' : `#${place}`;
            const title = isShown ? name : `${name} of ${whose}, not in front`;
            return <Frame key={frame.guid} frame={frame} title={title} isShown={isShown} attach={attach} />;
          })}
          {active === null && <p className="empty">Apps appear with a ticket.</p>}
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
          {active === 'new' && <WhenCreated helpdesk={helpdesk} creating={state.creating} />}
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
